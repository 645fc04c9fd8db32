import { randomBytes } from 'node:crypto'
import type { Logger } from '@eduscale/platform/logger'
import type { Redis } from '@eduscale/platform/redis'
import type { Namespace } from 'socket.io'
import type { SafePublish } from './cluster-adapter'
import { PeerWatch } from './peer-watch'

/** Every node says this often that it lives and can be heard. */
const beatMs = 250

/** Not even ourselves heard for this long on open connections: they may be half-open, so new ones are made. */
const reconnectMs = 3_000

const headPattern = /^([0-9a-f]{12}) (bye|\d{1,15})$/

export interface NodeBus {
  /** Lines to the other nodes, in one message. Never waits and never fails: what must arrive is in the log. */
  publish(lines: readonly string[]): void
  /**
   * False while messages may be getting lost: our own beats don't come back, or another node's have stopped. The log is read then.
   */
  isSound(): boolean
  /** Tells the others not to wait for this node. */
  leave(): Promise<void>
}

/**
 * Messages between nodes: a line `node number` and then whatever lines. Lines ride on the Socket.io adapter's `serverSideEmit`, which
 * a node doesn't hear from itself. Beats, the first line alone, are heard by all, the sender too, on the adapter's two connections:
 * an echo that stays away tells that these don't carry anything. Nothing here is needed for anything to be right. A message that is lost shows
 * in the numbers of the next one, at most `beatMs` later, and `onMissed` is called.
 */
export function createNodeBus(options: {
  namespace: Namespace
  pub: Redis
  sub: Redis
  publish: SafePublish
  log: Logger
  signal: AbortSignal
  /** May throw: the line is dropped then. */
  onLine: (line: string) => void
  onDropped: (error: unknown) => void
  onMissed: () => void
}): NodeBus {
  const { namespace, pub, sub, log, signal } = options
  // Pub/sub doesn't know Redis's numbered databases.
  const beats = `eduscale:${pub.options.db ?? 0}:nodes`
  const me = randomBytes(6).toString('hex')
  const peers = new PeerWatch({ me, now: () => performance.now(), silentMs: 700, forgetMs: 10_000, settleMs: 2_000 })
  let sent = 0
  let reconnectedAt = performance.now()
  let wasSound = false

  const number = () => `${me} ${(sent += 1)}`
  const hear = (text: string): void => {
    const headEnd = text.indexOf('\n')
    const [, from, what] = headPattern.exec(headEnd === -1 ? text : text.slice(0, headEnd)) ?? []
    if (from === undefined || what === undefined) return options.onDropped(new Error('no node and number'))
    if (what === 'bye') {
      peers.left(from)
      // The last that it did may not have been told.
      return options.onMissed()
    }
    const heard = peers.heard(from, Number(what))
    if (from === me) return
    if (heard === 'missed') options.onMissed()
    if (headEnd === -1) return
    for (let start = headEnd + 1; start > 0 && start < text.length;) {
      const end = text.indexOf('\n', start)
      try {
        options.onLine(text.slice(start, end === -1 ? text.length : end))
      } catch (err) {
        options.onDropped(err)
      }
      start = end === -1 ? text.length : end + 1
    }
  }
  namespace.on(linesEvent, (text: unknown) => hear(typeof text === 'string' ? text : ''))
  // As bytes: for texts ioredis would decode every message of the adapter a second time.
  sub.on('messageBuffer', (channel: Buffer, text: Buffer) => {
    if (channel.length === beats.length && channel.toString() === beats) hear(text.toString())
  })
  // Subscribed again by ioredis after every reconnect; while Redis is away this waits for it.
  sub.subscribe(beats).catch((err: unknown) => log.warn({ err }, 'could not subscribe to the other nodes'))

  const timer = setInterval(() => {
    void options.publish(beats, number())
    const isSound = peers.isSound()
    if (wasSound && !isSound) log.warn('messages between nodes may get lost; battles are read from the log')
    wasSound = isSound
    if (peers.ownSilenceMs < reconnectMs || performance.now() - reconnectedAt < reconnectMs) return
    reconnectedAt = performance.now()
    for (const redis of [pub, sub]) if (redis.status === 'ready') redis.disconnect(true)
  }, beatMs)
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })

  return {
    publish: (lines) => void namespace.serverSideEmit(linesEvent, [number(), ...lines].join('\n')),
    isSound: () => peers.isSound(),
    leave: () => options.publish(beats, `${me} bye`),
  }
}

const linesEvent = 'lines'
