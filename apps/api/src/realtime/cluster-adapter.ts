import type { Redis } from '@eduscale/platform/redis'
import { createAdapter } from '@socket.io/redis-adapter'
import type { ServerOptions } from 'socket.io'

/** More publishes than this without an answer, and Redis isn't reading: what comes now is dropped instead of piling up. */
const maxUnanswered = 64

export type SafePublish = (channel: string, message: string | Buffer) => Promise<void>

/**
 * Publishes without ever failing or piling up: what can't be sent now is of no use later. What was lost shows in the numbers of the
 * nodes' messages (node-bus.ts).
 */
export function createSafePublish(pub: Redis, onUnsent: () => void): SafePublish {
  let unanswered = 0
  return async (channel, message) => {
    if (unanswered >= maxUnanswered || pub.status !== 'ready') return onUnsent()
    unanswered += 1
    try {
      await pub.publish(channel, message)
    } catch {
      onUnsent()
    } finally {
      unanswered -= 1
    }
  }
}

/**
 * Socket.io's Redis adapter: rooms span the nodes, so `io.to(room)`, `socketsJoin` and `disconnectSockets` reach every one. It waits
 * for no publish and no subscription, and trusts what it hears, and any rejection or exception would end the process. So what it
 * is given here are the two clients with their ends closed: failures are counted, and bad messages dropped.
 */
export function createClusterAdapter(options: {
  pub: Redis
  sub: Redis
  publish: SafePublish
  onDropped: (error: unknown) => void
}): NonNullable<ServerOptions['adapter']> {
  const { pub, sub, publish, onDropped } = options
  const publisher = {
    publish,
    on: (event: string, listener: () => void) => pub.on(event, listener),
    off: (event: string, listener: () => void) => pub.off(event, listener),
  }
  const guarded = new Map<Listener, Listener>()
  const subscriber = {
    on: (event: string, listener: Listener) => {
      const guard = async (...args: unknown[]): Promise<void> => {
        try {
          await listener.apply(sub, args)
        } catch (error) {
          onDropped(error)
        }
      }
      guarded.set(listener, guard)
      sub.on(event, guard)
    },
    off: (event: string, listener: Listener) => void sub.off(event, guarded.get(listener) ?? listener),
    // ioredis waits while Redis is away, subscribes again after a reconnect, and rejects when it is closed for good.
    subscribe: (channels: string[]) => void sub.subscribe(...channels).catch(() => {}),
    psubscribe: (pattern: string) => void sub.psubscribe(pattern).catch(() => {}),
    unsubscribe: (channels: string[]) => void sub.unsubscribe(...channels).catch(() => {}),
    punsubscribe: (pattern: string) => void sub.punsubscribe(pattern).catch(() => {}),
  }
  return createAdapter(publisher, subscriber, { key: clusterKey(pub) })
}

type Listener = (...args: unknown[]) => unknown

/** Pub/sub doesn't know Redis's numbered databases. */
export function clusterKey(pub: Redis): string {
  return `eduscale:${pub.options.db ?? 0}:io`
}
