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
