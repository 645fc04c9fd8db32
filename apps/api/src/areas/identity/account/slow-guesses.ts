import type { RateLimits } from '../../../http/rate-limits'

const perSeconds = 900
const free = 5
const spaced = { max: 1, perSeconds: 30 }

/**
 * Counted before it is known to be wrong: after five of them within a quarter of an hour there is one more each half minute. Returns what
 * forgets them. Throws `rate-limited`.
 */
export async function slowGuesses(rates: RateLimits, name: string, key: string): Promise<() => Promise<void>> {
  const tries = await rates.count({ name, perSeconds }, key)
  if (tries > free) await rates.take({ name: `${name}-spaced`, ...spaced }, key)
  return () => rates.forget({ name, perSeconds }, key)
}
