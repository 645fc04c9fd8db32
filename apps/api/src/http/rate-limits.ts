import { AppError } from '@eduscale/platform/errors'
import type { Redis } from '@eduscale/platform/redis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'

export interface Rate {
  /** What is counted; the same everywhere that the same allowance is meant. */
  name: string
  max: number
  perSeconds: number
}

export interface RateLimits {
  /** Throws `rate-limited` where the allowance of `key` is used up. */
  take(rate: Rate, key: string): Promise<void>
  /** Counts one more, refuses nothing, and returns how many there have been. */
  count(rate: Omit<Rate, 'max'>, key: string): Promise<number>
  forget(rate: Omit<Rate, 'max'>, key: string): Promise<void>
}

/**
 * Counters that all nodes share through Redis. While Redis doesn't answer, or takes no writes, each node counts by itself: an allowance
 * is then as many times larger as there are nodes, and never without end.
 */
export function createRateLimits(redis: Redis): RateLimits {
  const limiters = new Map<string, RateLimiterRedis>()
  const limiterOf = ({ name, max, perSeconds }: Rate): RateLimiterRedis => {
    const known = limiters.get(name)
    if (known) return known
    const options = { keyPrefix: `rate:${name}`, points: max, duration: perSeconds }
    const limiter = new RateLimiterRedis({
      ...options,
      storeClient: redis,
      rejectIfRedisNotReady: true,
      // Whoever is refused once isn't asked after in Redis until their time is over.
      inMemoryBlockOnConsumed: max + 1,
      insuranceLimiter: new RateLimiterMemory(options),
    })
    limiters.set(name, limiter)
    return limiter
  }
  const countless = (rate: Omit<Rate, 'max'>) => limiterOf({ ...rate, max: Number.MAX_SAFE_INTEGER - 1 })
  return {
    take: async (rate, key) => {
      try {
        await limiterOf(rate).consume(key)
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error
        const retryAfterMs = Math.max(1, Math.ceil(error.msBeforeNext))
        const seconds = Math.ceil(retryAfterMs / 1_000)
        throw new AppError('rate-limited', `Too many requests; try again in ${seconds} s.`, { data: { retryAfterMs } })
      }
    },
    count: async (rate, key) => (await countless(rate).penalty(key)).consumedPoints,
    forget: async (rate, key) => void (await countless(rate).delete(key)),
  }
}
