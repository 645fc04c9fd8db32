import { chainStart } from '@eduscale/record/hash-chain'
import { expect, test } from 'vitest'
import { checkLog, type BattleLog } from './check-log'

/** A group in which all have solved, the second of them first; from before there were hashes. */
function groupWonBy(winnerId: string): BattleLog {
  const told: [type: string, data: Record<string, unknown>][] = [
    ['battle:created', {}],
    ['battle:countdown', {}],
    ['battle:started', { endsAt: '2026-01-01T01:00:00.000Z' }],
    ['battle:submitted', { submissionId: 'wrong' }],
    ['battle:submitted', { submissionId: 'first' }],
    ['battle:submitted', { submissionId: 'second' }],
    // The later one has its verdict earlier, and that changes nothing.
    ['battle:judged', { submissionId: 'second', verdict: 'AC' }],
    ['battle:judged', { submissionId: 'wrong', verdict: 'WA' }],
    ['battle:judged', { submissionId: 'first', verdict: 'AC' }],
    ['battle:finished', { reason: 'solved', winnerId }],
  ]
  return {
    id: 'group',
    state: 'FINISHED',
    rules: { isRanked: false, format: 'group', scoring: 'first-solve' },
    endsAt: null,
    suspendedMs: 0,
    winnerId,
    headHash: chainStart,
    events: told.map(([type, data], index) => ({ seq: index + 1, type, data, at: new Date(index), actor: null, hash: '' })),
    submissions: [
      { id: 'wrong', userId: 'ada', recvSeq: 4 },
      { id: 'first', userId: 'bo', recvSeq: 5 },
      { id: 'second', userId: 'ada', recvSeq: 6 },
    ],
  }
}

test('whoever was received first has won, in a group as in a duel', () => {
  expect(checkLog(groupWonBy('bo'))).toEqual([])
  expect(checkLog(groupWonBy('ada'))).toMatchObject([{ invariant: 'I10' }])
})
