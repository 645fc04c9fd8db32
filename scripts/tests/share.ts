/** Days are the parts of a rotation: what a share leaves out today comes on one of the next days. */
const dayMs = 24 * 60 * 60 * 1_000

/** Of a run of tests: it says which share of each long proof is run, and with which random numbers. */
export type RunSeed = number | 'whole'

/** The day since 1970, in UTC. */
export function seedOfDay(at: number): number {
  return Math.floor(at / dayMs)
}

/** What `TEST_SEED` says, a number or `whole`; without it, the day. Throws on anything else. */
export function readRunSeed(given = process.env['TEST_SEED'], now = Date.now()): RunSeed {
  if (given === undefined || given === '') return seedOfDay(now)
  if (given === 'whole') return given
  if (!/^\d{1,9}$/.test(given)) throw new Error(`TEST_SEED is a whole number, or "whole", and was ${given}`)
  return Number(given)
}

/**
 * Every `parts`-th of a long proof's items, others with each seed: seeds that follow each other run all of them, and none runs nothing.
 * Neighbours are in different shares, so list together what is alike.
 */
export function shareOf<Item>(items: readonly Item[], parts: number, seed: RunSeed = readRunSeed()): Item[] {
  if (seed === 'whole') return [...items]
  const most = Math.max(1, Math.min(parts, items.length))
  return items.filter((_, index) => index % most === seed % most)
}

/** For fast-check: as many runs as are affordable each time, by the run's seed; in a whole run many more, by a seed that it tells. */
export function fuzzing(
  numRuns: number,
  numRunsWhole: number,
  seed: RunSeed = readRunSeed(),
): { numRuns: number; seed?: number } {
  return seed === 'whole' ? { numRuns: numRunsWhole } : { numRuns, seed }
}

/** For random numbers of one's own. */
export function seedNumber(seed: RunSeed = readRunSeed()): number {
  return seed === 'whole' ? seedOfDay(Date.now()) : seed
}
