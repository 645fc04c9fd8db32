import { randomBytes } from 'node:crypto'
import type { Logger } from '@eduscale/platform/logger'
import type { Redis } from '@eduscale/platform/redis'
import { PeerWatch } from './peer-watch'

/** Every node says this often that it lives and can be heard. */
const beatMs = 250

/** More publishes than this without an answer, and Redis isn't reading: what comes now is dropped instead of piling up. */
const maxUnanswered = 64

/** Not even ourselves heard for this long on open connections: they may be half-open, so new ones are made. */
const reconnectMs = 3_000

/** Lines that can't be read are told of in the log at most this often. */
const warnEveryMs = 60_000

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
 * Messages between nodes over Redis pub/sub: a line `node number` and then whatever lines. Beats, the first line alone, are heard by
 * all; each node has a channel of its own for the others' ears, since what it says itself it needn't read. Nothing here is needed
 * for anything to be right. A message that is lost shows in the numbers of the next one, at most `beatMs` later, and `onMissed` is
 * called.
 */
export function createNodeBus(options: {
  pub: Redis
  sub: Redis
  log: Logger
  signal: AbortSignal
  /** May throw: the line is dropped then. */
  onLine: (line: string) => void
  onDropped: () => void
  onMissed: () => void
}): NodeBus {
  const { pub, sub, log, signal } = options
  // Pub/sub doesn't know Redis's numbered databases.
  const beats = `eduscale:${pub.options.db ?? 0}:nodes`
  const channelOf = (node: string) => `${beats}:${node}`
  const me = randomBytes(6).toString('hex')
  const peers = new PeerWatch({ me, now: () => performance.now(), silentMs: 700, forgetMs: 10_000, settleMs: 2_000 })
  const listenedTo = new Set<string>()
  let sent = 0
  let unanswered = 0
  let reconnectedAt = performance.now()
  let wasSound = false
  let warnedAt = -Infinity

  // Every node hears the same, and an exception here would end each of them.
  const drop = (err: unknown): void => {
    options.onDropped()
    if (performance.now() - warnedAt < warnEveryMs) return
    warnedAt = performance.now()
    log.warn({ err }, 'what another node said could not be read and was dropped; more of it is only counted for a minute')
  }
  const send = async (channel: string, message: string): Promise<void> => {
    if (unanswered >= maxUnanswered || pub.status !== 'ready') return
    unanswered += 1
    try {
      await pub.publish(channel, message)
    } catch {
      // It shows in the numbers, or in silence.
    } finally {
      unanswered -= 1
    }
  }
  const number = () => `${me} ${(sent += 1)}`

  sub.on('message', (channel: string, text: string) => {
    if (!channel.startsWith(beats)) return
    const headEnd = text.indexOf('\n')
    const [, from, what] = headPattern.exec(headEnd === -1 ? text : text.slice(0, headEnd)) ?? []
    if (from === undefined || what === undefined) return drop(new Error('no node and number'))
    if (what === 'bye') {
      peers.left(from)
      // The last that it did may not have been told.
      return options.onMissed()
    }
    const heard = peers.heard(from, Number(what))
    if (from === me) return
    if (heard === 'missed') options.onMissed()
    if (headEnd === -1) return listenTo(from)
    for (let start = headEnd + 1; start > 0 && start < text.length;) {
      const end = text.indexOf('\n', start)
      try {
        options.onLine(text.slice(start, end === -1 ? text.length : end))
      } catch (err) {
        drop(err)
      }
      start = end === -1 ? text.length : end + 1
    }
  })
  const listenTo = (peer: string): void => {
    if (listenedTo.has(peer)) return
    listenedTo.add(peer)
    // Tried again with its next beat.
    sub.subscribe(channelOf(peer)).catch(() => listenedTo.delete(peer))
  }
  const forgetTheGone = (): void => {
    for (const peer of listenedTo) {
      if (peers.has(peer)) continue
      listenedTo.delete(peer)
      void sub.unsubscribe(channelOf(peer)).catch(() => undefined)
    }
  }
  // Subscribed again by ioredis after every reconnect; while Redis is away this waits for it.
  sub.subscribe(beats).catch((err: unknown) => log.warn({ err }, 'could not subscribe to the other nodes'))

  const timer = setInterval(() => {
    void send(beats, number())
    forgetTheGone()
    const isSound = peers.isSound()
    if (wasSound && !isSound) log.warn('messages between nodes may get lost; battles are read from the log')
    wasSound = isSound
    if (peers.ownSilenceMs < reconnectMs || performance.now() - reconnectedAt < reconnectMs) return
    reconnectedAt = performance.now()
    for (const redis of [pub, sub]) if (redis.status === 'ready') redis.disconnect(true)
  }, beatMs)
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })

  return {
    publish: (lines) => void send(channelOf(me), [number(), ...lines].join('\n')),
    isSound: () => peers.isSound(),
    leave: () => send(beats, `${me} bye`),
  }
}
