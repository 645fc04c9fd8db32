/** A handler that takes ten times as long as 99 of 100 do has been stopped, or is cut off. */
const safetyFactor = 10

/** Less is lost to a garbage collection; more keeps contenders waiting after a death for no good. */
const boundsMs = { least: 2_000, most: 8_000 }

/** For how long a lock is taken, from how long its handler takes; the least while nothing is known. */
export function lockTtlMs(p99Seconds: number | null): number {
  const wantedMs = (p99Seconds ?? 0) * 1_000 * safetyFactor
  return Math.round(Math.min(boundsMs.most, Math.max(boundsMs.least, wantedMs)))
}

/** How often a held lock is renewed: often enough that two renewals may fail. */
export function renewalIntervalMs(ttlMs: number): number {
  return Math.min(500, Math.floor(ttlMs / 3))
}
