/** Allows `burst` at once and `perSecond` in the long run. */
export class TokenBucket {
  #tokens: number
  #filledAt = performance.now()
  #burst: number
  #perSecond: number

  constructor(options: { burst: number; perSecond: number }) {
    this.#burst = options.burst
    this.#perSecond = options.perSecond
    this.#tokens = options.burst
  }

  /** False, and nothing taken, when there isn't as much in it. */
  take(amount = 1): boolean {
    if (!this.has(amount)) return false
    this.#tokens -= amount
    return true
  }

  has(amount = 1): boolean {
    const now = performance.now()
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#filledAt) / 1_000) * this.#perSecond)
    this.#filledAt = now
    return this.#tokens >= amount
  }
}

/** A bucket for each key. Those that must be full again are forgotten now and then. */
export class TokenBuckets {
  #buckets = new Map<string, { bucket: TokenBucket; usedAt: number }>()
  #options: { burst: number; perSecond: number }
  /** Since the last time that all were looked through. */
  #takes = 0

  constructor(options: { burst: number; perSecond: number }) {
    this.#options = options
  }

  take(key: string, amount = 1): boolean {
    const now = performance.now()
    this.#takes += 1
    // Once in as many takes as there are buckets: however many people there are, each pays for one.
    if (this.#takes >= Math.max(1_000, this.#buckets.size)) this.#forget(now)
    const known = this.#buckets.get(key) ?? { bucket: new TokenBucket(this.#options), usedAt: now }
    known.usedAt = now
    this.#buckets.set(key, known)
    return known.bucket.take(amount)
  }

  get size(): number {
    return this.#buckets.size
  }

  has(key: string, amount = 1): boolean {
    return this.#buckets.get(key)?.bucket.has(amount) ?? true
  }

  #forget(now: number): void {
    this.#takes = 0
    const fullAfterMs = (this.#options.burst / this.#options.perSecond) * 1_000
    for (const [key, { usedAt }] of this.#buckets) if (now - usedAt > fullAfterMs) this.#buckets.delete(key)
  }
}
