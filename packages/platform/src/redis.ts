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

/**
 * Fails fast instead of queueing while Redis is away: a lock that hangs is worse than none, since the database decides; and so is a
 * counter of requests.
 */
export function createHintRedis(url: string, purpose: string): Redis {
  return createRedis(url, purpose, { maxRetriesPerRequest: 1, commandTimeout: 200, enableOfflineQueue: false })
}

/**
 * For every queue of Bull's, which brings an older ioredis: that one says some commands of its own while it connects, and when the
 * connection is reset in the middle of them, takes it for ready and never connects again. So it is to say none. And Bull's own
 * waits between attempts grow to 20 s.
 */
export const queueRedis = {
  disableClientInfo: true,
  retryStrategy: (attempt: number) => Math.min(1_000, 50 * attempt),
}

/** The same for a queue that takes jobs: Bull gives the connection that waits for them a name, which is such a command too. */
export function keepUnnamed(queue: object): void {
  const { bclient } = queue as { bclient: { options: object } }
  Object.defineProperty(bclient.options, 'connectionName', { get: () => null, set: () => {} })
}
