import type { BattleView, Rematch } from '@eduscale/contracts/battle'
import { expect, test } from 'vitest'
import { leadsOn, rematchStanding } from './rematch-standing'

const ada = '11111111-1111-4111-8111-111111111111'
const ben = '22222222-2222-4222-8222-222222222222'
const asked: Rematch = {
  battleId: '33333333-3333-4333-8333-333333333333',
  state: 'READY_CHECK',
  askedBy: [ada],
  reason: null,
  userId: null,
}

test.each<[string, Partial<Rematch>, string, string]>([
  ['asked by one', {}, 'asked', 'offered'],
  ['asked by both', { askedBy: [ada, ben] }, 'asked', 'asked'],
  ['a room that is open', { state: 'LOBBY' }, 'asked', 'offered'],
  ['declined', { state: 'ABORTED', reason: 'declined', userId: ben }, 'declined', 'declinedYou'],
  [
    'accepted, then declined',
    { state: 'ABORTED', reason: 'declined', userId: ben, askedBy: [ada, ben] },
    'declined',
    'declinedYou',
  ],
  ['taken back', { state: 'ABORTED', reason: 'declined', userId: ada }, 'withdrawnYou', 'withdrawn'],
  ['a room that was closed', { state: 'ABORTED', reason: 'cancelled', userId: ada }, 'withdrawnYou', 'withdrawn'],
  ['one who did not come', { state: 'ABORTED', reason: 'no-show', userId: ben }, 'missed', 'missed'],
  ['nobody who came', { state: 'ABORTED', reason: 'no-show' }, 'missed', 'missed'],
  ['being played', { state: 'SUSPENDED' }, 'playing', 'playing'],
  ['played', { state: 'FINISHED' }, 'over', 'over'],
  ['called off', { state: 'VOID' }, 'void', 'void'],
])('%s', (_name, given, forAda, forBen) => {
  const rematch = { ...asked, ...given }
  expect([rematchStanding(rematch, ada), rematchStanding(rematch, ben)]).toEqual([forAda, forBen])
})

test.each<[string, Partial<Rematch>, 'duel' | 'group', boolean]>([
  ['asked for', {}, 'duel', true],
  ['on its way', { state: 'COUNTDOWN' }, 'duel', true],
  ['a room that plays without me', { state: 'RUNNING' }, 'group', false],
  ['a room that I play in', { state: 'RUNNING', askedBy: [ada, ben] }, 'group', true],
  ['declined', { state: 'ABORTED', reason: 'declined', userId: ada }, 'duel', false],
  ['played', { state: 'FINISHED' }, 'duel', false],
])('a rematch that is %s', (_, change, format, leads) => {
  expect(leadsOn({ ...asked, ...change }, { rules: { format } as BattleView['rules'] }, ben)).toBe(leads)
})
