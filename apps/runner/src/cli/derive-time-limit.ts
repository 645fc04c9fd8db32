import type { TimingRule } from '@eduscale/problem-package/problem-package'

/** What a limit has to be where a package names none: slowest accepted submission x factor, rounded up; at most what the judge allows. */
export function deriveTimeLimit(slowestMs: number, { acToTimeLimit, resolutionMs }: TimingRule): number {
  const steps = Math.max(1, Math.ceil((slowestMs * acToTimeLimit) / resolutionMs))
  return Math.max(minLimitMs, steps * resolutionMs)
}

/** Least and most that a judge job may ask for. */
const minLimitMs = 50
export const maxLimitMs = 60_000
/** Under which submissions are timed while there is no limit yet. */
export const generousLimitMs = 20_000
