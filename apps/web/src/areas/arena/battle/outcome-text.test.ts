import type { BattlePlayerView, BattleView, Standing } from '@eduscale/contracts/battle'
import { emptyBattleView } from '@eduscale/rules/battle-view'
import { createTranslator } from 'next-intl'
import { expect, test } from 'vitest'
import { englishMessages as messages } from '../../../../test/english-messages'
import { outcomeText } from './outcome-text'

type Result = NonNullable<BattleView['result']>

const t = createTranslator({ locale: 'en', messages, namespace: 'result' })
const [ada, ben, eve] = ['ada', 'ben', 'eve'] as const
const base = emptyBattleView('33333333-3333-4333-8333-333333333333')
const rating = { rating: 1500, deviation: 350, isProvisional: true, battles: 0 }
const player = (id: string): BattlePlayerView => ({
  user: { id, name: id, kind: 'guest', rating },
  team: null,
  isReady: true,
  leftBecause: null,
  offersDraw: false,
  allowsLiveCode: false,
  forfeitAt: null,
  submissions: [],
})
const standing = (userId: string, place: number, counts: Partial<Standing>): Standing => ({
  userId,
  team: null,
  place,
  points: 0,
  bytes: null,
  solvedAt: null,
  submissionId: null,
  ...counts,
})

function said(myId: string | null, given: Partial<Result>, rules: Partial<BattleView['rules']> = {}): string {
  const result: Result = {
    kind: 'finished',
    reason: 'time',
    endedAt: '2026-11-23T12:20:00.000Z',
    userId: null,
    isCorrected: false,
    note: null,
    winnerId: null,
    winnerTeam: null,
    winningSubmissionId: null,
    standings: [],
    ratings: [],
    ...given,
  }
  const view = { ...base, players: [ada, ben].map(player), rules: { ...base.rules, ...rules }, result }
  const { title, lead } = outcomeText({ t, view, result, myId, group: null })
  return `${title}: ${lead}`
}

test.each<[string, string | null, Partial<Result>, string]>([
  ['the winner', ada, { reason: 'resigned', winnerId: ada }, 'You won: ben resigned.'],
  ['the loser', ben, { reason: 'resigned', winnerId: ada }, 'ada won: You resigned.'],
  ['a stranger', null, { reason: 'resigned', winnerId: ben }, 'ben won: ada resigned.'],
  ['a stranger', null, { reason: 'forfeit', winnerId: ada }, 'ada won: ben was away too long.'],
  ['a stranger', null, { reason: 'agreed' }, 'Draw agreed: Both offered a draw.'],
  ['a stranger', null, { kind: 'aborted', reason: 'declined', userId: ben }, 'The battle didn’t start: ben declined.'],
  ['whoever declined', ben, { kind: 'aborted', reason: 'declined', userId: ben }, 'The battle didn’t start: You declined.'],
])('a result is told truly to %s', (_name, myId, result, text) => {
  expect(said(myId, result)).toBe(text)
})

test('a stranger of a group is told who won', () => {
  const result = { reason: 'solved', winnerId: eve } as const
  expect(said(null, result, { format: 'group' })).toContain('Everybody who was still playing')
  expect(said(null, { ...result, winnerId: ben }, { format: 'group' })).toContain('ben won')
})

test.each<[Partial<Standing>, Partial<Standing>, BattleView['rules']['scoring'], string]>([
  [{ points: 62.5 }, { points: 40 }, 'points', 'You won: Time ran out. ada had the most points: 62.5.'],
  [
    { points: 40 },
    { points: 40 },
    'points',
    'You won: Time ran out. ada had 40 points, as others had, and was received earlier.',
  ],
  [{ bytes: 80 }, { bytes: null }, 'fewest-bytes', 'You won: Time ran out. ada had the shortest accepted program: 80 bytes.'],
])('the winner on time reads what counted: %o, %o, %s', (own, other, scoring, text) => {
  const standings = [standing(ada, 1, own), standing(ben, 2, other)]
  expect(said(ada, { winnerId: ada, standings }, { scoring })).toBe(text)
})

test('nobody is said to have points where nobody has', () => {
  expect(said(ada, {}, { scoring: 'points' })).toBe('No winner: Time ran out and nobody had any points.')
})
