import type { BattleView, Standing } from '@eduscale/contracts/battle'
import { expect, it } from 'vitest'
import { groupOutcome } from './group-outcome'

const standing = (userId: string, place: number, team: number | null): Standing => ({
  userId,
  team,
  place,
  points: 0,
  bytes: null,
  solvedAt: null,
  submissionId: null,
})
const rules = {
  limitMs: 1,
  isRanked: true,
  difficulty: null,
  scoring: 'first-solve' as const,
  maxPlayers: 4,
  teamCount: null,
  languages: null,
  skills: [],
  mayJoinLate: false,
  isListed: true,
  ghost: null,
}
const result = (winnerId: string | null, winnerTeam: number | null): NonNullable<BattleView['result']> => ({
  kind: 'finished',
  reason: 'solved',
  endedAt: '2026-01-01T00:00:00.000Z',
  userId: null,
  isCorrected: false,
  note: null,
  winnerId,
  winnerTeam,
  winningSubmissionId: null,
  standings: [],
  ratings: [],
})

it.each([
  ['a winner of three', 'group', [null, null, null], result('a', null), 'a', 'won', 3],
  ['another of three', 'group', [null, null, null], result('a', null), 'c', 'lost', 3],
  ['nobody solved it', 'group', [null, null, null], result(null, null), 'a', 'draw', 3],
  ['a member of the best player’s team', 'teams', [1, 2, 1], result('a', 1), 'c', 'won', 2],
  ['a member of another team', 'teams', [1, 2, 1], result('a', 1), 'b', 'lost', 2],
  ['a battle that was called off', 'teams', [1, 2, 1], null, 'b', 'none', 2],
] as const)('%s', (_name, format, teams, given, myId, outcome, sideCount) => {
  const standings = ['a', 'b', 'c'].map((id, index) => standing(id, index + 1, teams[index] ?? null))
  expect(groupOutcome({ rules: { ...rules, format }, result: given }, standings, myId)).toMatchObject({ outcome, sideCount })
})
