import { randomUUID } from 'node:crypto'
import type { Redis } from '@eduscale/platform/redis'

/**
 * Proves that `sub` really is another connection than `pub`: while a blocking command holds `pub`, `sub` must be able to subscribe
 * and to hear what `probe` sends. (Comparing settings or objects would prove nothing, and on RESP3 one shared client even works
 * until the first blocking command stands in front of it.) Waits until all three are connected, then throws after `deadlineMs`.
 */
export async function proveTwoClients(clients: { pub: Redis; sub: Redis; probe: Redis }, deadlineMs = 800): Promise<void> {
  const channel = `eduscale:prove:${randomUUID()}`
  await Promise.all(Object.values(clients).map(becomeReady))
  // Blocks the connection, for two seconds at most, until the end of the proof.
  const key = `eduscale:prove:${randomUUID()}`
  const blocked = clients.pub.blpop(key, 2)
  const timer = new Promise<false>((resolve) => setTimeout(resolve, deadlineMs, false))
  try {
    if (!(await Promise.race([hear(clients.sub, clients.probe, channel), timer]))) {
      throw new Error(
        'the Redis subscriber does not hear while the publisher is busy: they share a connection, or Redis is too slow',
      )
    }
  } finally {
    await clients.probe.lpush(key, '')
    await blocked
    await clients.sub.unsubscribe(channel)
  }
}

async function becomeReady(client: Redis): Promise<void> {
  if (client.status !== 'ready') await new Promise<void>((resolve) => client.once('ready', () => resolve()))
}

async function hear(sub: Redis, probe: Redis, channel: string): Promise<true> {
  const arrived = new Promise<true>((resolve) => {
    const listen = (name: string) => {
      if (name !== channel) return
      sub.off('message', listen)
      resolve(true)
    }
    sub.on('message', listen)
  })
  await sub.subscribe(channel)
  await probe.publish(channel, '1')
  return arrived
}
