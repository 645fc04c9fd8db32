import type { BattleEvent, BattleRules, RatingDelta, Standing } from '@eduscale/contracts/battle'
import { rateSides } from './group-rating'
import { rateDuel, type GlickoRating } from './rating'
import { rankContenders, sideOf, type Contender } from './standings'

type Finished = Extract<BattleEvent, { t: 'battle:finished' }>['d']
export type Outcome = Omit<Finished, 'reason' | 'endedAt'>

export interface RatedContender extends Contender {
  /** As it was before the battle. */
  rating: GlickoRating
}

/** Who has won a battle that is over, and what it makes of the ratings. From nothing but what the log says, so anybody can check it. */
export function judgeOutcome(battle: {
  rules: Pick<BattleRules, 'format' | 'scoring' | 'isRanked'>
  reason: Finished['reason']
  players: readonly RatedContender[]
}): Outcome {
  const { rules, players } = battle
  const standings = rankContenders(rules.scoring, players)
  const isAgreed = battle.reason === 'agreed'
  const winner = isAgreed ? null : findWinner(players, standings)
  return {
    winnerId: winner?.userId ?? null,
    winnerTeam: winner?.team ?? null,
    winningSubmissionId: winner?.submissionId ?? null,
    standings,
    ratings: rules.isRanked && players.length >= 2 ? rate(rules, players, isAgreed ? [] : standings) : [],
  }
}

/** The one side in the first place, if it has done something for it or is the only one that stayed. Of a team, its best player. */
function findWinner(players: readonly Contender[], standings: readonly Standing[]): Standing | null {
  const first = standings.filter((row) => row.place === 1)
  const [best] = first
  if (!best || new Set(first.map(sideOf)).size !== 1) return null
  const earner = first.find((row) => row.submissionId !== null)
  if (earner) return earner
  const active = new Set(players.filter((player) => !player.hasLeft).map(sideOf))
  return active.size === 1 && active.has(sideOf(best)) ? best : null
}

/** Without standings all are equal. */
function rate(
  rules: Pick<BattleRules, 'format'>,
  players: readonly RatedContender[],
  standings: readonly Standing[],
): RatingDelta[] {
  const rows = players.map((player) => ({
    rating: player.rating,
    side: sideOf(player),
    place: standings.find((row) => row.userId === player.userId)?.place ?? 1,
  }))
  const [first, second] = rows
  const after =
    rules.format === 'duel' && first && second
      ? rateDuel(first.rating, second.rating, (Math.sign(second.place - first.place) + 1) / 2)
      : rateSides(rows)
  return players.map(({ userId, rating: before }, index) => {
    const now = after[index] ?? before
    return {
      userId,
      before: before.rating,
      after: now.rating,
      deviationBefore: before.deviation,
      deviationAfter: now.deviation,
      volatilityBefore: before.volatility,
      volatilityAfter: now.volatility,
    }
  })
}
