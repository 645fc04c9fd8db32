import type { Server } from 'socket.io'
import type { ApiMetrics } from '../app/api-metrics'

/** Looked at this often, and not with each packet: a spectator's costs a few microseconds, and a look at it would be one of them. */
const lookMs = 1_000

/** More packets than this wait for a connection, and have for so long: it isn't reading. */
const mostWaiting = 256
const patienceMs = 5_000

/** And more than this is too much of anything. */
const mostAtAll = 20_000

/** What we use of a connection of Engine.io's; the buffer is private there. */
interface Connection {
  writeBuffer?: readonly unknown[]
  transport: { socket?: { terminate(): void } }
  on(event: 'close', listener: (this: Connection) => void): unknown
}

/**
 * Closes the connections of clients that send and don't read: what waits for them is kept in memory, and pings are for the silent only.
 * Whoever was only slow comes again and reads the log.
 */
export function closeSlowReaders(io: Server, metrics: Pick<ApiMetrics, 'refused'>): void {
  const behindSince = new WeakMap<Connection, number>()
  const look = (connection: Connection, now: number): void => {
    const waiting = connection.writeBuffer?.length ?? 0
    if (waiting <= mostWaiting) return void behindSince.delete(connection)
    const since = behindSince.get(connection) ?? now
    behindSince.set(connection, since)
    if (waiting <= mostAtAll && now - since < patienceMs) return
    metrics.refused.inc({ edge: 'socket', code: 'slow-reader' })
    // A closing handshake would wait behind all the rest.
    connection.transport.socket?.terminate()
  }
  const connections = new Set<Connection>()
  function forget(this: Connection): void {
    connections.delete(this)
  }
  io.engine.on('connection', (connection: Connection) => {
    connections.add(connection)
    connection.on('close', forget)
  })
  setInterval(() => {
    const now = performance.now()
    for (const connection of connections) look(connection, now)
  }, lookMs).unref()
}
