/// <reference path="./glicko2-types.d.ts" />
import { Glicko2 } from 'glicko2'

export interface GlickoRating {
  rating: number
  deviation: number
  volatility: number
}

export const initialRating: GlickoRating = { rating: 1500, deviation: 350, volatility: 0.06 }

/** Below this deviation a rating isn't provisional any more (as on Lichess). */
export const provisionalAbove = 110

/**
 * Glicko-2 after one rating period (Mark Glickman, "Example of the Glicko-2 system", 2013; tau 0.5): the new rating of a player
 * from their results against opponents as they were before the period. Scores are 1, 0.5 and 0.
 */
export function ratePeriod(player: GlickoRating, results: readonly { opponent: GlickoRating; score: number }[]): GlickoRating {
  const system = new Glicko2({
    tau: 0.5,
    rating: initialRating.rating,
    rd: initialRating.deviation,
    vol: initialRating.volatility,
  })
  const make = (given: GlickoRating) => system.makePlayer(given.rating, given.deviation, given.volatility)
  const rated = make(player)
  system.updateRatings(results.map(({ opponent, score }) => [rated, make(opponent), score]))
  return { rating: rated.getRating(), deviation: rated.getRd(), volatility: rated.getVol() }
}

/** Each 1v1 battle is a rating period of its own for both players; `score` is the first player's. */
export function rateDuel(first: GlickoRating, second: GlickoRating, score: number): [GlickoRating, GlickoRating] {
  return [ratePeriod(first, [{ opponent: second, score }]), ratePeriod(second, [{ opponent: first, score: 1 - score }])]
}
