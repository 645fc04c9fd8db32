/// <reference path="./redlock-types.d.ts" />
import Redlock, { ExecutionError, ResourceLockedError, type Lock } from 'redlock'
import type { Redis } from './redis'
import { renewalIntervalMs } from './lock-ttl'
import { Counter, type Registry } from './metrics'

export interface HeldLock {
  /** Aborts as soon as it is known that the lock was lost. */
  readonly signal: AbortSignal
  /**
   * Whether it had been had and was lost: told so by Redis, or not renewed for longer than it lives, as after a pause of this
   * process. Always false for whoever went ahead without.
   */
  isLost(): boolean
}

export interface Locks {
  /**
   * Runs `routine` while holding `key`, renewing the lock all the while. A lock is a hint that keeps contenders from doing the
   * same work twice; the database decides. So when Redis can't be reached, or the lock can't be had within `waitMs`, the routine
   * runs all the same.
   */
  with<Result>(key: string, routine: (lock: HeldLock) => Promise<Result>): Promise<Result>
}

export interface LockOptions {
  /** Asked for each lock that is taken. */
  ttlMs: () => number
  waitMs: number
  registry: Registry
  /** How long a lock was held, in seconds. */
  onReleased?: (heldSeconds: number) => void
}

export function createLocks(redis: Redis, options: LockOptions): Locks {
  // No retries inside: the published build keeps retrying a lost lock for seconds, so the loop below is ours.
  const redlock = new Redlock([redis], { retryCount: 0, driftFactor: 0.01, automaticExtensionThreshold: 0 })
  redlock.on('error', () => {})
  const registers = [options.registry]
  const outcomes = new Counter({
    name: 'lock_outcomes_total',
    help: 'Locks asked for, by how it went: held, busy (went ahead without), unavailable (Redis away)',
    labelNames: ['outcome'] as const,
    registers,
  })
  const lost = new Counter({
    name: 'lock_lost_total',
    help: 'Locks that were lost while held: their renewal came too late, or Redis had lost them',
    registers,
  })
  return {
    async with(key, routine) {
      const ttlMs = options.ttlMs()
      const acquired = await acquire(redlock, key, { ttlMs, waitMs: options.waitMs })
      if (typeof acquired === 'string') {
        outcomes.inc({ outcome: acquired })
        return routine(noLock())
      }
      outcomes.inc({ outcome: 'held' })
      const held = holdLock(acquired, ttlMs)
      held.signal.addEventListener('abort', () => lost.inc(), { once: true })
      const heldSince = performance.now()
      try {
        return await routine(held)
      } finally {
        options.onReleased?.((performance.now() - heldSince) / 1_000)
        await held.release()
      }
    },
  }
}

function holdLock(acquired: Lock, ttlMs: number): HeldLock & { release: () => Promise<void> } {
  const gone = new AbortController()
  let lock = acquired
  let renewedAt = performance.now()
  let renewing: Promise<void> | null = null
  const renew = async (): Promise<void> => {
    const askedAt = performance.now()
    try {
      lock = await lock.extend(ttlMs)
      renewedAt = askedAt
    } catch (error) {
      // One renewal may fail while the lock still lives: Redis was slow, or away for a moment. That it is somebody else's is sure.
      if (performance.now() - renewedAt >= ttlMs || (await isContention(error))) giveUp()
    }
  }
  const timer = setInterval(() => {
    renewing ??= renew().finally(() => {
      renewing = null
    })
  }, renewalIntervalMs(ttlMs))
  const giveUp = () => {
    clearInterval(timer)
    gone.abort(new Error(`the lock ${lock.resources.join(', ')} was lost`))
  }
  return {
    signal: gone.signal,
    isLost: () => gone.signal.aborted || performance.now() - renewedAt > ttlMs,
    release: async () => {
      clearInterval(timer)
      await renewing
      if (!gone.signal.aborted && performance.now() - renewedAt > ttlMs) giveUp()
      // An expired lock can't be released; that is fine, it is gone.
      await lock.release().catch(() => {})
    },
  }
}

/** For tests that prove the database's guard alone: nobody ever waits for anybody. */
export const noLocks: Locks = { with: (_key, routine) => routine(noLock()) }

function noLock(): HeldLock {
  return { signal: new AbortController().signal, isLost: () => false }
}

async function acquire(
  redlock: Redlock,
  key: string,
  options: { ttlMs: number; waitMs: number },
): Promise<Lock | 'busy' | 'unavailable'> {
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
