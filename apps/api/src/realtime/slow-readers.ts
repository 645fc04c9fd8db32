import type { Server } from 'socket.io'
import type { ApiMetrics } from '../api-metrics'

/** More packets than this wait for a connection that has taken none for so long, and it isn't reading. */
const mostWaiting = 256
const patienceMs = 5_000

/** And more than this is too much of anything. */
const mostAtAll = 20_000

/** What we use of a connection of Engine.io's; the buffer is private there. */
interface Connection {
  writeBuffer?: readonly unknown[]
  transport: { socket?: { terminate(): void } }
  /** When it took something last; ours, as is the other. */
  tookAt?: number
  isLetGo?: boolean
  on(event: 'packetCreate' | 'drain', listener: (this: Connection) => void): unknown
}

/**
 * Closes the connections of clients that send and don't read: what waits for them is kept in memory, and pings are for the silent only.
 * Whoever was only slow comes again and reads the log.
 */
export function closeSlowReaders(io: Server, metrics: Pick<ApiMetrics, 'refused'>): void {
  function noteTaken(this: Connection): void {
    this.tookAt = performance.now()
  }
  function closeIfSlow(this: Connection): void {
    const waiting = this.writeBuffer?.length ?? 0
    if (waiting <= mostWaiting || this.isLetGo) return
    if (waiting <= mostAtAll && performance.now() - (this.tookAt ?? 0) < patienceMs) return
    this.isLetGo = true
    metrics.refused.inc({ edge: 'socket', code: 'slow-reader' })
    // A closing handshake would wait behind all the rest.
    this.transport.socket?.terminate()
  }
  io.engine.on('connection', (connection: Connection) => {
    connection.on('packetCreate', closeIfSlow)
    connection.on('drain', noteTaken)
  })
}
