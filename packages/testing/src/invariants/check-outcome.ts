import { isDeepStrictEqual } from 'node:util'
import type { BattleRules, RatingDelta } from '@eduscale/contracts/battle'
import type { Verdict } from '@eduscale/contracts/verdict'
import { judgeOutcome, type Outcome } from '@eduscale/rules/outcome'
import { listVerdicts, type BattleLog, type LogViolation } from './battle-log'

type FinishReason = Parameters<typeof judgeOutcome>[0]['reason']

/** Arithmetic may differ in the last digits from one machine to another. */
const tolerance = 1e-6

/**
 * I10 and I8: the whole outcome again, by the rules, of whatever format and scoring: from the receipts, the players as they are
 * stored, and the verdicts that were known when it was told.
 */
export function checkOutcome(battle: BattleLog): LogViolation[] {
  const told = battle.events.findLast(({ type }) => type === 'battle:finished' || type === 'battle:corrected')
  const finished = battle.events.find(({ type }) => type === 'battle:finished')
  if (!told || !finished) return []
  const data = told.data as Partial<Outcome>
  const ratings = data.ratings ?? []
  const judged = judgeOutcome({
    rules: { format: 'duel', scoring: 'first-solve', ...(battle.rules as Pick<BattleRules, 'isRanked'>) },
    reason: finished.data['reason'] as FinishReason,
    players: listContenders(battle, told.seq, ratings),
  })
  const names = ['winnerId', 'winnerTeam', 'winningSubmissionId'] as const
  const violations = names
    .filter((name) => (data[name] ?? null) !== judged[name])
    .map((name) => ({ invariant: 'I10', what: `${name} is ${data[name] ?? null}, and by the rules ${judged[name]}` }))
  // Events from before there were leaderboards have none.
  const isOtherRanking = data.standings !== undefined && !isDeepStrictEqual(data.standings, judged.standings)
  if (isOtherRanking) violations.push({ invariant: 'I10', what: 'the places do not follow from what was received' })
  if (!areSameRatings(ratings, judged.ratings))
    violations.push({ invariant: 'I8', what: 'the ratings do not follow from the result' })
  return violations
}

function listContenders(battle: BattleLog, seq: number, ratings: readonly RatingDelta[]) {
  const verdicts = listVerdicts(battle, seq)
  return battle.players.map(({ userId, team, leftBecause }) => {
    const known = ratings.find((row) => row.userId === userId)
    return {
      userId,
      team,
      hasLeft: leftBecause !== null,
      submissions: battle.submissions
        .filter((submission) => submission.userId === userId)
        .map(({ id, recvSeq, receivedAt, bytes }) => {
          const judged = verdicts.get(id)
          const verdict = (judged?.['verdict'] ?? null) as Verdict | null
          // Older events know no points.
          const points = Number(judged?.['points'] ?? (verdict === 'AC' ? 100 : 0))
          return { id, seq: recvSeq, receivedAt: receivedAt.getTime(), verdict, points, bytes }
        }),
      rating: {
        rating: known?.before ?? 0,
        deviation: known?.deviationBefore ?? 0,
        volatility: known?.volatilityBefore ?? 0,
      },
    }
  })
}

function areSameRatings(told: readonly RatingDelta[], judged: readonly RatingDelta[]): boolean {
  const fields = ['after', 'deviationAfter', 'volatilityAfter'] as const
  return (
    told.length === judged.length &&
    judged.every((row) => {
      const known = told.find(({ userId }) => userId === row.userId)
      return known !== undefined && fields.every((field) => Math.abs(known[field] - row[field]) < tolerance)
    })
  )
}
