import type { BattlePlayerView, BattleRules, BattleState } from '@eduscale/contracts/battle'
import { emptyBattleView } from '@eduscale/rules/battle-view'
import { expect, test } from 'vitest'
import { awayStanding } from './away-standing'

const { rules } = emptyBattleView('33333333-3333-4333-8333-333333333333')
const ada: BattlePlayerView = {
  user: { id: 'ada', name: 'Ada', kind: 'guest', rating: { rating: 1500, deviation: 350, isProvisional: true, battles: 0 } },
  team: null,
  isReady: true,
  leftBecause: null,
  offersDraw: false,
  allowsLiveCode: false,
  forfeitAt: null,
  submissions: [],
}
const gone = { forfeitAt: '2026-11-23T12:01:00.000Z' }
const casualGroup = { format: 'group' } as const

test.each<[BattleState, Partial<BattleRules>, Partial<BattlePlayerView>, string]>([
  ['LOBBY', {}, {}, 'lobby'],
  ['READY_CHECK', {}, {}, 'beginning'],
  ['COUNTDOWN', {}, {}, 'beginning'],
  ['RUNNING', {}, {}, 'running'],
  ['RUNNING', {}, gone, 'counting'],
  ['RUNNING', { ...casualGroup, isRanked: true }, gone, 'counting'],
  ['RUNNING', casualGroup, {}, 'free'],
  ['RUNNING', casualGroup, { leftBecause: 'resigned' }, 'out'],
  ['SUSPENDED', {}, {}, 'stopped'],
  ['JUDGING', {}, {}, 'judging'],
  ['FINISHED', {}, {}, 'over'],
])('%s %o %o: %s', (state, given, player, expected) => {
  const view = { state, rules: { ...rules, ...given }, players: [{ ...ada, ...player }] }
  expect(awayStanding(view, 'ada')).toBe(expected)
})

test('whoever was sent out of a room is missed nowhere', () => {
  expect(awayStanding({ state: 'LOBBY', rules, players: [ada] }, 'ben')).toBe('over')
})
