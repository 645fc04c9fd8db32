import type { IncomingMessage } from 'node:http'
import type { Server } from 'socket.io'

/** What we use of a connection of Engine.io's. The timer is private there; without it there would be as many pings as ever. */
interface Connection {
  request: IncomingMessage
  pingIntervalTimer?: NodeJS.Timeout
  /** When something was sent to it last; ours. */
  toldAt?: number
  on(event: 'packetCreate' | 'packet', listener: (this: Connection, packet: { type: string }) => void): unknown
}

/**
 * Pings are for silence. Whoever speaks lives, and whoever was just told something knows that we do: only where one side has been
 * quiet for a while, the other is asked. A player in a battle is hardly ever, and of two thousand each five seconds is a tenth of a
 * node's work (docs/decisions/0028-what-a-busy-node-spends.md). Only for clients that say `pings=in-silence` as they connect:
 * socket.io's own gives a connection up when no ping comes, whatever else does.
 */
export function postponePings(io: Server): void {
  // What was said last must not be older when the next ping is put off: the other side gives up after two intervals.
  const recentMs = (io.engine.opts.pingInterval ?? 0) / 2
  function noteTold(this: Connection): void {
    this.toldAt = performance.now()
  }
  function postpone(this: Connection, { type }: { type: string }): void {
    if (type === 'message' && performance.now() - (this.toldAt ?? 0) < recentMs) this.pingIntervalTimer?.refresh()
  }
  io.engine.on('connection', (connection: Connection) => {
    const asked = new URL(connection.request.url ?? '/', 'http://localhost').searchParams
    if (asked.get('pings') !== 'in-silence') return
    connection.on('packetCreate', noteTold)
    connection.on('packet', postpone)
  })
}
