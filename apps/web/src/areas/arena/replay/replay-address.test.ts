import type { BattlePlayerView, Standing } from '@eduscale/contracts/battle'
import { describe, expect, it } from 'vitest'
import { readReplayAddress, writeReplayAddress } from './replay-address'

const player = (id: string): BattlePlayerView => ({
  user: { id, name: id, kind: 'guest', rating: { rating: 1500, deviation: 350, isProvisional: true, battles: 0 } },
  team: null,
  isReady: true,
  leftBecause: null,
  offersDraw: false,
  allowsLiveCode: false,
  forfeitAt: null,
  submissions: [],
})
const standing = (userId: string, place: number): Standing => ({
  userId,
  team: null,
  place,
  points: 0,
  bytes: null,
  solvedAt: null,
  submissionId: null,
})
const view = {
  players: ['a', 'b', 'c'].map(player),
  result: {
    kind: 'finished' as const,
    reason: 'solved' as const,
    endedAt: '2026-01-01T00:00:00.000Z',
    userId: null,
    isCorrected: false,
    note: null,
    winnerId: 'c',
    winnerTeam: null,
    winningSubmissionId: null,
    standings: [standing('c', 1), standing('a', 2), standing('b', 3)],
    ratings: [],
  },
}

describe('the address of a moment', () => {
  it.each([
    // Where it doesn't say, the replay begins where something happens.
    ['', null, null, ['c', 'a']],
    ['', 'b', null, ['b', 'c']],
    ['?t=12', 'c', 12_000, ['c', 'a']],
    ['?t=1.5&player=b', 'a', 1_500, ['b', 'a']],
    ['?t=1&player=b&other=a', 'c', 1_000, ['b', 'a']],
    ['?t=1.001', null, 1_001, ['c', 'a']],
    ['?other=a', 'c', null, ['a', 'c']],
    ['?player=b&other=b', 'b', null, ['b', 'c']],
    ['?t=abc&player=nobody', null, null, ['c', 'a']],
    ['?t=0', null, 0, ['c', 'a']],
    ['?t=-4', null, 0, ['c', 'a']],
  ])('%s, seen by %s', (search, myId, startMs, shown) => {
    expect(readReplayAddress(search, view, myId)).toEqual({ startMs, shown })
  })

  it('is read as it was written', () => {
    const path = writeReplayAddress('x', { positionMs: 65_999.4, shown: ['b', 'a'] })
    expect(path).toBe('/battle/x/replay?t=65.999&player=b&other=a')
    const read = readReplayAddress(path.slice(path.indexOf('?')), view, null)
    expect(read).toEqual({ startMs: 65_999, shown: ['b', 'a'] })
  })
})
