import { describe, expect, test } from 'vitest'
import { initialRating, rateDuel, ratePeriod } from './rating'

describe('Glicko-2', () => {
  test('reproduces the published example', () => {
    const after = ratePeriod({ rating: 1500, deviation: 200, volatility: 0.06 }, [
      { opponent: { rating: 1400, deviation: 30, volatility: 0.06 }, score: 1 },
      { opponent: { rating: 1550, deviation: 100, volatility: 0.06 }, score: 0 },
      { opponent: { rating: 1700, deviation: 300, volatility: 0.06 }, score: 0 },
    ])
    expect(after.rating).toBeCloseTo(1464.06, 1)
    expect(after.deviation).toBeCloseTo(151.52, 1)
    expect(after.volatility).toBeCloseTo(0.059996, 6)
  })

  test('a duel of equals moves both by the same amount', () => {
    const [winner, loser] = rateDuel(initialRating, initialRating, 1)
    expect(winner.rating - 1500).toBeCloseTo(1500 - loser.rating, 6)
    expect(winner.rating).toBeGreaterThan(1600)
    expect(winner.deviation).toBeLessThan(350)
  })

  test('a draw of equals moves nobody', () => {
    const [first, second] = rateDuel(initialRating, initialRating, 0.5)
    expect(first.rating).toBeCloseTo(1500, 6)
    expect(second.rating).toBeCloseTo(1500, 6)
  })
})
