import { randomUUID } from 'node:crypto'
import type { Redis } from '@eduscale/platform/redis'

/**
 * Proves that `sub` really is another connection than `pub`: while a blocking command holds `pub`, a message sent by `probe` must
 * reach `sub` at once. (Two names for one client would pass any comparison of settings, and on RESP3 even work until the first
 * blocking command.) Throws after `deadlineMs`.
 */
export async function proveTwoClients(clients: { pub: Redis; sub: Redis; probe: Redis }, deadlineMs = 800): Promise<void> {
  const channel = `eduscale:prove:${randomUUID()}`
  const arrived = new Promise<boolean>((resolve) => {
    clients.sub.on('message', (name: string) => {
      if (name === channel) resolve(true)
    })
  })
  await clients.sub.subscribe(channel)
  // Blocks the connection for two seconds at most, on a key that nobody pushes to.
  const blocked = clients.pub.blpop(`eduscale:prove:${randomUUID()}`, 2)
  try {
    const timer = new Promise<boolean>((resolve) => setTimeout(resolve, deadlineMs, false))
    await clients.probe.publish(channel, '1')
    if (!(await Promise.race([arrived, timer]))) {
      throw new Error('the Redis subscriber does not hear while the publisher is busy: they share a connection, or Redis is too slow')
    }
  } finally {
    await blocked
    await clients.sub.unsubscribe(channel)
  }
}
