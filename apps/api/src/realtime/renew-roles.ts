import type { Server } from 'socket.io'
import type { AppContext } from '../app/app-context'
import { listSockets } from './emit-local'
import { namespaces } from './end-sessions'
import { userRoom } from './room-names'
import { setRoles } from './socket-server'

/** Somebody's sockets on this node go on with what they may do now, and their pages are told to fetch a token that says it. */
export async function renewRoles(io: Server, { hooks, log }: Pick<AppContext, 'hooks' | 'log'>, userId: string): Promise<void> {
  const sockets = namespaces.flatMap((name) => listSockets(io.of(name), userRoom(userId)))
  if (sockets.length === 0) return
  try {
    const roles = await hooks.listRoles(userId)
    for (const socket of sockets) {
      // Not known is not allowed.
      setRoles(socket, roles ?? [])
      socket.emit('notice', { t: 'roles:changed', d: {} })
    }
  } catch (err) {
    log.error({ err, userId }, 'roles could not be read; their sockets are ended, and come back with a new token')
    for (const socket of sockets) socket.disconnect(true)
  }
}
