import { expect, it } from 'vitest'
import { expectedScore } from './expected-score'

// The values of the published example: a 1500 player against three opponents.
it.each([
  [1400, 30, 0.639],
  [1550, 100, 0.432],
  [1700, 300, 0.303],
])('1500 against %d ± %d is expected to score %d', (rating, deviation, expected) => {
  expect(expectedScore({ rating: 1500, deviation: 200 }, { rating, deviation })).toBeCloseTo(expected, 3)
})
