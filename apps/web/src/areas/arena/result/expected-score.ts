interface Strength {
  rating: number
  deviation: number
}

/** Glickman's example of the Glicko-2 system, steps 2 and 3: https://www.glicko.net/glicko/glicko2.pdf */
const scale = 173.7178

/** The share of points Glicko-2 expects against this opponent, whose own uncertainty draws it towards one half. */
export function expectedScore(own: Strength, opponent: Strength): number {
  const phi = opponent.deviation / scale
  const g = 1 / Math.sqrt(1 + (3 * phi * phi) / (Math.PI * Math.PI))
  return 1 / (1 + Math.exp((-g * (own.rating - opponent.rating)) / scale))
}
