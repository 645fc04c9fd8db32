/// <reference path="./redlock-types.d.ts" />
import Redlock, { ExecutionError, ResourceLockedError, type Lock } from 'redlock'
import type { Redis } from './redis'
import { Counter, type Registry } from './metrics'

export interface Locks {
  /**
   * Runs `routine` while holding `key`, renewing the lock every third of its time to live. A lock is a hint that keeps
   * contenders from doing the same work twice; the database decides. So when Redis can't be reached, or the lock can't be had
   * within `waitMs`, the routine runs all the same, and `signal` aborts when a held lock is lost.
   */
  with<Result>(key: string, routine: (signal: AbortSignal) => Promise<Result>): Promise<Result>
}

export interface LockOptions {
  ttlMs: number
  waitMs: number
  registry: Registry
}

export function createLocks(redis: Redis, options: LockOptions): Locks {
  // No retries inside: the published build keeps retrying a lost lock for seconds, so the loop below is ours.
  const redlock = new Redlock([redis], { retryCount: 0, driftFactor: 0.01, automaticExtensionThreshold: 0 })
  redlock.on('error', () => {})
  const outcomes = new Counter({
    name: 'lock_outcomes_total',
    help: 'Locks asked for, by how it went: held, busy (went ahead without), unavailable (Redis away), lost (expired while held)',
    labelNames: ['outcome'] as const,
    registers: [options.registry],
  })
  return {
    async with(key, routine) {
      const lost = new AbortController()
      const acquired = await acquire(redlock, key, options)
      if (typeof acquired === 'string') {
        outcomes.inc({ outcome: acquired })
        return routine(lost.signal)
      }
      outcomes.inc({ outcome: 'held' })
      let lock: Lock = acquired
      const renewal = setInterval(() => {
        lock.extend(options.ttlMs).then(
          (renewed) => {
            lock = renewed
          },
          () => {
            clearInterval(renewal)
            outcomes.inc({ outcome: 'lost' })
            lost.abort(new Error(`the lock ${key} was lost`))
          },
        )
      }, options.ttlMs / 3)
      try {
        return await routine(lost.signal)
      } finally {
        clearInterval(renewal)
        // An expired lock can't be released; that is fine, it is gone.
        await lock.release().catch(() => {})
      }
    },
  }
}

/** For tests that prove the database's guard alone: nobody ever waits for anybody. */
export const noLocks: Locks = { with: (_key, routine) => routine(new AbortController().signal) }

async function acquire(redlock: Redlock, key: string, options: LockOptions): Promise<Lock | 'busy' | 'unavailable'> {
  const deadline = Date.now() + options.waitMs
  for (;;) {
    try {
      return await redlock.acquire([`lock:${key}`], options.ttlMs)
    } catch (error) {
      if (!(await isContention(error))) return 'unavailable'
      if (Date.now() >= deadline) return 'busy'
      await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 30))
    }
  }
}

/** A vote against that isn't a ResourceLockedError means that Redis didn't answer. */
async function isContention(error: unknown): Promise<boolean> {
  if (!(error instanceof ExecutionError)) return false
  const attempt = await error.attempts.at(-1)
  const votes = attempt ? [...attempt.votesAgainst.values()] : []
  return votes.length > 0 && votes.every((vote) => vote instanceof ResourceLockedError)
}
