import type { IncomingMessage } from 'node:http'
import { maxFrameBytes } from '@eduscale/contracts/source-limits'
import type { ErrorBody } from '@eduscale/contracts/errors'
import type { Server } from 'socket.io'
import type { ApiMetrics } from '../app/api-metrics'
import { ByteAllowance, type Sender } from './byte-allowance'
import { TokenBuckets } from './token-bucket'

/** Larger ones aren't even received: the connection ends. Between the two a frame is refused, and the connection stays. */
export const maxReceivedBytes = 4 * maxFrameBytes

/** What all connections of one person on this node may send: many whole documents at once, and more than anybody types after that. */
const parsedBudget = { burst: 2 * 1024 * 1024, perSecond: 64 * 1024 }

/** Whoever goes on sending what is refused unread is no client of ours, and loses the connection. */
const receivedBudget = { burst: 8 * 1024 * 1024, perSecond: 128 * 1024 }

/** Until it is known whose it is, a connection sends a token and nothing else. */
const unknownBudget = { burst: 16 * 1024, perSecond: 1_024 }

/** A small packet costs us more than its bytes. */
const leastBytes = 64

/** What we use of a connection of Engine.io's. */
interface Connection {
  id: string
  request: IncomingMessage
  send(data: string): unknown
  transport: { socket?: { terminate(): void } }
  on(event: 'packet', listener: (this: Connection, packet: Packet) => void): unknown
}

interface Packet {
  type: string
  data?: string | Buffer
}

const people = new WeakMap<object, Sender>()
const watched = new WeakMap<object, () => void>()

/** From now on what comes over the connection counts as this person's. */
export function setPerson(connection: object, person: Sender): void {
  people.set(connection, person)
  watched.get(connection)?.()
}

/**
 * Counts bytes before anything is parsed, since parsing is what costs: a frame that is too large, or above what its person may send, is
 * refused unread, with the answer that its sender waits for. A flood of them ends the connection.
 */
export function limitIncoming(
  io: Server,
  { metrics, guestsPerAddress }: { metrics: Pick<ApiMetrics, 'refused'>; guestsPerAddress: number },
): void {
  const parsed = new ByteAllowance(parsedBudget, guestsPerAddress)
  const received = new ByteAllowance(receivedBudget, guestsPerAddress)
  const unknown = new TokenBuckets(unknownBudget)

  function judge(this: Connection, packet: Packet): void {
    if (packet.type !== 'message') return
    const bytes = Math.max(leastBytes, packet.data?.length ?? 0)
    const person = people.get(this)
    if (person === undefined ? !unknown.take(this.id, bytes) : !received.take(person, bytes)) {
      metrics.refused.inc({ edge: 'socket', code: 'flood' })
      withdraw(packet)
      // A closing handshake would wait behind all the rest.
      this.transport.socket?.terminate()
      return
    }
    if (person === undefined) return
    const refusal = bytes > maxFrameBytes ? tooLarge : parsed.take(person, bytes) ? null : tooMuch
    if (!refusal) return
    metrics.refused.inc({ edge: 'socket', code: refusal.code })
    const answer = toAnswer(packet.data, refusal)
    withdraw(packet)
    if (answer !== null) this.send(answer)
  }

  io.engine.on('connection', (connection: Connection) => {
    connection.on('packet', judge)
    watchUnknown(connection, metrics)
  })
}

/**
 * A frame that isn't complete is no packet yet, and is kept until it is: of whoever isn't known the bytes themselves are counted. Whoever
 * is known has so many connections at most.
 */
function watchUnknown(connection: Connection, metrics: Pick<ApiMetrics, 'refused'>): void {
  const { socket } = connection.request
  let bytes = 0
  const count = (chunk: Buffer): void => {
    bytes += chunk.length
    if (bytes <= unknownBudget.burst) return
    metrics.refused.inc({ edge: 'socket', code: 'flood' })
    connection.transport.socket?.terminate()
  }
  socket.on('data', count)
  watched.set(connection, () => socket.off('data', count))
}

const tooLarge: ErrorBody = { code: 'too-large', message: 'This is more than can be sent at once.' }
const tooMuch: ErrorBody = {
  code: 'rate-limited',
  message: 'This is more than anybody types; slow down a little.',
  data: { retryAfterMs: 5_000 },
}

/** Engine.io hands on nothing of a packet of this type. */
function withdraw(packet: Packet): void {
  packet.type = 'noop'
  delete packet.data
}

/**
 * What Socket.io would answer to an event that asks for it: of `2/watch,7["watch",...` the acknowledgement is `3/watch,7[...]`. Null
 * where nothing is asked.
 */
function toAnswer(data: string | Buffer | undefined, err: ErrorBody): string | null {
  if (typeof data !== 'string') return null
  const [, namespace = '', id] = /^2(\/[a-z]{1,20},)?(\d{1,10})\[/.exec(data.slice(0, 40)) ?? []
  return id === undefined ? null : `3${namespace}${id}${JSON.stringify([{ ok: false, err }])}`
}
