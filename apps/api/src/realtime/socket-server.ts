import type { Server as HttpServer } from 'node:http'
import { createBatch } from '@eduscale/platform/batch'
import { AppError } from '@eduscale/platform/errors'
import { Server, type Namespace, type Socket } from 'socket.io'
import { z } from 'zod'
import type { ApiMetrics } from '../api-metrics'
import type { AppContext } from '../app-context'
import { toErrorBody } from '../http/error-body'
import { listUsersByToken, sessionOfToken, type SignedInUser } from '../features/account/authenticate'
import { sessionOf, setSession } from './end-sessions'
import { limitIncoming, maxReceivedBytes, setPerson } from './limit-incoming'
import { postponePings } from './postpone-pings'
import { sessionRoom, userRoom } from './room-names'
import { closeSlowReaders } from './slow-readers'

const handshakeSchema = z.object({ token: z.string().max(200) })

/** Tabs and devices of one person on one node. */
const maxSocketsPerUser = 40

/** Rooms are of this node alone; what goes to other nodes goes by the fan-out. */
export function createSocketServer(options: {
  http: HttpServer
  origins: readonly string[]
  metrics: Pick<ApiMetrics, 'refused'>
}): Server {
  const io = new Server(options.http, {
    transports: ['websocket'],
    cors: { origin: [...options.origins] },
    maxHttpBufferSize: maxReceivedBytes,
    pingInterval: 5_000,
    pingTimeout: 5_000,
    connectTimeout: 10_000,
    serveClient: false,
    perMessageDeflate: false,
  })
  postponePings(io)
  closeSlowReaders(io, options.metrics)
  limitIncoming(io, options.metrics)
  return io
}

/** Refuses sockets without a valid token, and puts each into its user's room. Identity comes from here and nowhere else. */
export function requireToken(namespace: Namespace, app: AppContext): void {
  // Many come at once when another node has died.
  const findUser = createBatch({ maxSize: 250, run: (tokens: readonly string[]) => listUsersByToken(app.db, tokens) })
  // Let in and not in their room yet: of many at the same moment, each would find room.
  const arriving = new Map<string, number>()
  const countArriving = (userId: string, change: 1 | -1) => {
    const count = (arriving.get(userId) ?? 0) + change
    if (count > 0) arriving.set(userId, count)
    else arriving.delete(userId)
  }
  namespace.use((socket, next) => {
    const refuse = (error: unknown) => {
      const body = toErrorBody(error)
      app.metrics.refused.inc({ edge: 'socket', code: body.code })
      next(Object.assign(new Error(body.message), { data: body }))
    }
    const auth = handshakeSchema.safeParse(socket.handshake.auth)
    if (!auth.success) return refuse(new AppError('unauthenticated', 'Sign in, or play as a guest.'))
    findUser(auth.data.token).then((user) => {
      if (!user) return refuse(new AppError('unauthenticated', 'You are signed out; sign in again.'))
      const here = namespace.adapter.rooms.get(userRoom(user.id))?.size ?? 0
      if (here + (arriving.get(user.id) ?? 0) >= maxSocketsPerUser) {
        return refuse(new AppError('rate-limited', 'Too many tabs are open; close one.'))
      }
      socket.data.user = user
      setSession(socket, sessionOfToken(auth.data.token))
      setPerson(socket.conn, user.id)
      countArriving(user.id, 1)
      next()
      // The connection is made, or given up, before this.
      setImmediate(() => countArriving(user.id, -1))
    }, refuse)
  })
  const left = () => app.metrics.sockets.dec()
  namespace.on('connection', (socket) => {
    void socket.join([userRoom(socketUser(socket).id), sessionRoom(sessionOf(socket))])
    app.metrics.sockets.inc()
    socket.on('disconnect', left)
  })
}

export function socketUser(socket: Socket): SignedInUser {
  return socket.data.user as SignedInUser
}
