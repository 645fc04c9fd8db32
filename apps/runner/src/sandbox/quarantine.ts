const windowMs = 60_000
const anomaliesInWindow = 3
const firstRestMs = 15_000
const longestRestMs = 10 * 60_000

/**
 * Which cores rest: one whose slots broke three times in a minute is left alone for a while, longer each time it happens again, so
 * that a bad core or engine fails few submissions instead of all that come.
 */
export class Quarantine {
  #now: () => number
  #anomalies = new Map<number, number[]>()
  #rests = new Map<number, { until: number; lastMs: number }>()

  constructor(now: () => number) {
    this.#now = now
  }

  record(core: number): void {
    const now = this.#now()
    const recent = [...(this.#anomalies.get(core) ?? []), now].filter((at) => at > now - windowMs)
    this.#anomalies.set(core, recent)
    if (recent.length < anomaliesInWindow) return
    const lastMs = Math.min(longestRestMs, 2 * (this.#rests.get(core)?.lastMs ?? firstRestMs / 2))
    this.#rests.set(core, { until: now + lastMs, lastMs })
    this.#anomalies.delete(core)
  }

  /** A submission went well: the next rest is a short one again. */
  forgive(core: number): void {
    if (!this.isResting(core)) this.#rests.delete(core)
  }

  isResting(core: number): boolean {
    return (this.#rests.get(core)?.until ?? 0) > this.#now()
  }

  get resting(): number {
    return [...this.#rests.keys()].filter((core) => this.isResting(core)).length
  }
}
