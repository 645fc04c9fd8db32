import { rate, rating } from 'openskill'
import type { GlickoRating } from './rating'

/**
 * Ratings of groups and teams, on a scale that reads like the other one: rating = 1500 + 60 (mu - 25), deviation = 60 sigma, with
 * openskill's mu 25 and sigma 25/3 to begin with. Volatility has no meaning here and is 0.
 */
const scale = 60
const origin = { rating: 1500, mu: 25 }

export const initialGroupRating: GlickoRating = { rating: 1500, deviation: 500, volatility: 0 }

/** Below this deviation a group rating isn't provisional any more: half of the first one. */
export const groupProvisionalAbove = 250

export interface RatedPlayer {
  rating: GlickoRating
  /** Players of one side are a team. */
  side: string
  /** From 1; equals share one. */
  place: number
}

/**
 * New ratings in the order given, by the Plackett-Luce model of Weng and Lin, "A Bayesian Approximation Method for Online Ranking"
 * (JMLR 12, 2011), as openskill has it.
 */
export function rateSides(players: readonly RatedPlayer[]): GlickoRating[] {
  const sides = [...new Set(players.map((player) => player.side))]
  const teams = sides.map((side) => players.filter((player) => player.side === side))
  const rated = rate(
    teams.map((team) => team.map(({ rating: given }) => rating({ mu: toMu(given.rating), sigma: given.deviation / scale }))),
    { rank: teams.map((team) => team[0]?.place ?? 1) },
  )
  const after = new Map<RatedPlayer, GlickoRating>()
  for (const [index, team] of teams.entries()) {
    for (const [place, player] of team.entries()) {
      const now = rated[index]?.[place]
      if (now)
        after.set(player, { rating: origin.rating + scale * (now.mu - origin.mu), deviation: scale * now.sigma, volatility: 0 })
    }
  }
  return players.map((player) => after.get(player) ?? player.rating)
}

function toMu(value: number): number {
  return origin.mu + (value - origin.rating) / scale
}
