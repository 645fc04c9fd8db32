import { Redis, type RedisOptions } from 'ioredis'

export type { Redis }

/**
 * One connection with one purpose. Never share one between publishing, subscribing, locks and queues: a blocking command or
 * a subscription on it would hold up the others.
 */
export function createRedis(
  url: string,
  purpose: string,
  options: Pick<RedisOptions, 'maxRetriesPerRequest' | 'commandTimeout' | 'enableOfflineQueue' | 'protocol'> = {},
): Redis {
  return new Redis(url, {
    connectionName: `eduscale-${purpose}`,
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(1_000, 50 * attempt),
    ...options,
  })
}

/** Fails fast instead of queueing while Redis is away: a lock that hangs is worse than none, since the database decides. */
export function createLockRedis(url: string): Redis {
  return createRedis(url, 'lock', { maxRetriesPerRequest: 1, commandTimeout: 200, enableOfflineQueue: false })
}

/**
 * For every queue of Bull's, which brings an older ioredis. Without a ready check that one takes a connection for ready although it
 * was reset while it shook hands, and then never connects again; and Bull's own waits between attempts grow to 20 s.
 */
export const queueRedis = {
  enableReadyCheck: true,
  retryStrategy: (attempt: number) => Math.min(1_000, 50 * attempt),
}
