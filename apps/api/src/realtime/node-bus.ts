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
 * Messages between nodes over Redis pub/sub: a line `node number` and then whatever lines. Nothing here is needed for anything to be
 * right. A message that is lost shows in the numbers of the next one, at most `beatMs` later, and `onMissed` is called.
 */
export function createNodeBus(options: {
  pub: Redis
  sub: Redis
  log: Logger
  signal: AbortSignal
  onLine: (line: string) => void
  onMissed: () => void
}): NodeBus {
  const { pub, sub, log, signal } = options
  // Pub/sub doesn't know Redis's numbered databases.
  const channel = `eduscale:${pub.options.db ?? 0}:nodes`
  const me = randomBytes(6).toString('hex')
  const peers = new PeerWatch({ me, now: () => performance.now(), silentMs: 700, forgetMs: 10_000, settleMs: 2_000 })
  let sent = 0
  let unanswered = 0
  let reconnectedAt = performance.now()
  let wasSound = false

  const send = async (message: string): Promise<void> => {
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
  const publish = (lines: readonly string[]): void => {
    sent += 1
    void send([`${me} ${sent}`, ...lines].join('\n'))
  }

  sub.on('message', (name: string, text: string) => {
    if (name !== channel) return
    const headEnd = text.indexOf('\n')
    const head = headEnd === -1 ? text : text.slice(0, headEnd)
    const [from = '', number = ''] = head.split(' ')
    if (number === 'bye') return peers.left(from)
    if (peers.heard(from, Number(number)) === 'missed') options.onMissed()
    if (from === me) return
    for (let start = headEnd + 1; start > 0 && start < text.length;) {
      const end = text.indexOf('\n', start)
      options.onLine(text.slice(start, end === -1 ? text.length : end))
      start = end === -1 ? text.length : end + 1
    }
  })
  // Subscribed again by ioredis after every reconnect; while Redis is away this waits for it.
  sub.subscribe(channel).catch((err: unknown) => log.warn({ err }, 'could not subscribe to the other nodes'))

  const timer = setInterval(() => {
    publish([])
    const isSound = peers.isSound()
    if (wasSound && !isSound) log.warn('messages between nodes may get lost; battles are read from the log')
    wasSound = isSound
    if (peers.ownSilenceMs < reconnectMs || performance.now() - reconnectedAt < reconnectMs) return
    reconnectedAt = performance.now()
    for (const redis of [pub, sub]) if (redis.status === 'ready') redis.disconnect(true)
  }, beatMs)
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })

  return {
    publish,
    isSound: () => peers.isSound(),
    leave: () => send(`${me} bye`),
  }
}
