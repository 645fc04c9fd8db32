import type { BattlePlayerView, Standing } from '@eduscale/contracts/battle'
import { describe, expect, it } from 'vitest'
import { leaderboardItems } from './leaderboard-items'

const rules = {
  limitMs: 60_000,
  isRanked: false,
  difficulty: null,
  format: 'group' as const,
  scoring: 'first-solve' as const,
  maxPlayers: 10,
  teamCount: null,
  languages: null,
  skills: [],
  mayJoinLate: false,
  isListed: true,
  ghost: null,
}
const player = (id: string, team: number | null = null): BattlePlayerView => ({
  user: { id, name: id, kind: 'guest', rating: { rating: 1500, deviation: 350, isProvisional: true, battles: 0 } },
  team,
  isReady: true,
  leftBecause: null,
  offersDraw: false,
  allowsLiveCode: false,
  forfeitAt: null,
  submissions: [],
})
const standing = (userId: string, place: number, team: number | null = null): Standing => ({
  userId,
  team,
  place,
  points: 0,
  bytes: null,
  solvedAt: null,
  submissionId: null,
})
const keys = (items: readonly { key: string }[]) => items.map((item) => item.key)

describe('leaderboardItems', () => {
  it('lists players as they stand, and nobody who isn’t in the battle', () => {
    const items = leaderboardItems({ rules, players: [player('a'), player('b')] }, [
      standing('b', 1),
      standing('x', 2),
      standing('a', 3),
    ])
    expect(keys(items)).toEqual(['b', 'a'])
  })

  it('puts members under their team, and teams in the order of their best', () => {
    const view = {
      rules: { ...rules, format: 'teams' as const, teamCount: 2 },
      players: [player('a', 1), player('b', 2), player('c', 1), player('d', 2)],
    }
    const items = leaderboardItems(view, [standing('d', 1, 2), standing('a', 2, 1), standing('b', 1, 2), standing('c', 2, 1)])
    expect(keys(items)).toEqual(['team-2', 'd', 'b', 'team-1', 'a', 'c'])
    expect(items[0]).toMatchObject({ kind: 'team', size: 2, best: { userId: 'd' } })
  })
})
