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

  /** False when it is empty. */
  take(): boolean {
    const now = performance.now()
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#filledAt) / 1_000) * this.#perSecond)
    this.#filledAt = now
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }
}

/** A bucket for each key. Those that must be full again are forgotten now and then. */
export class TokenBuckets {
  #buckets = new Map<string, { bucket: TokenBucket; usedAt: number }>()
  #options: { burst: number; perSecond: number }

  constructor(options: { burst: number; perSecond: number }) {
    this.#options = options
  }

  take(key: string): boolean {
    const now = performance.now()
    if (this.#buckets.size >= 1_000) this.#forget(now)
    const known = this.#buckets.get(key) ?? { bucket: new TokenBucket(this.#options), usedAt: now }
    known.usedAt = now
    this.#buckets.set(key, known)
    return known.bucket.take()
  }

  #forget(now: number): void {
    const fullAfterMs = (this.#options.burst / this.#options.perSecond) * 1_000
    for (const [key, { usedAt }] of this.#buckets) if (now - usedAt > fullAfterMs) this.#buckets.delete(key)
  }
}
