import type { Server, Socket } from 'socket.io'
import { listSockets } from './emit-local'
import { sessionRoom } from './room-names'

/** Those of them that nobody has ended. */
export type ListValidSessions = (sessions: readonly string[]) => Promise<string[]>

export const namespaces = ['/', '/watch'] as const

/** Ends the connections of a session on this node. */
export function endSession(io: Server, session: string): void {
  for (const name of namespaces) for (const socket of listSockets(io.of(name), sessionRoom(session))) socket.disconnect(true)
}

/**
 * Ends what nobody told of: connections of sessions that are gone with their person.
 */
export async function endDeadSessions(io: Server, listValidSessions: ListValidSessions): Promise<void> {
  const open = new Set<string>()
  for (const name of namespaces) for (const socket of io.of(name).sockets.values()) open.add(sessionOf(socket))
  if (open.size === 0) return
  const valid = new Set(await listValidSessions([...open]))
  for (const session of open) if (!valid.has(session)) endSession(io, session)
}

export function setSession(socket: Socket, session: string): void {
  socket.data.session = session
}

export function sessionOf(socket: Socket): string {
  return socket.data.session as string
}
