import type { Server as HttpServer } from 'node:http'
import type { Role } from '@eduscale/contracts/actions'
import { AppError } from '@eduscale/platform/errors'
import { Server, type Namespace, type ServerOptions, type Socket } from 'socket.io'
import { z } from 'zod'
import type { AccessState } from '../access/access-state'
import { maxTokenLength } from '../access/access-token'
import type { ApiMetrics } from '../app/api-metrics'
import type { AppContext } from '../app/app-context'
import { toErrorBody } from '../http/error-body'
import { guestAddressOf, type SignedInUser } from '../http/signed-in-user'
import { sessionOf, setSession } from './end-sessions'
import { limitIncoming, maxReceivedBytes, setPerson } from './limit-incoming'
import { postponePings } from './postpone-pings'
import { sessionRoom, userRoom } from './room-names'
import { closeSlowReaders } from './slow-readers'

const handshakeSchema = z.object({ token: z.string().max(maxTokenLength) })

/** Tabs and devices of one person on one node. */
const maxSocketsPerUser = 40

export type SocketServer = Server

/** Rooms span the nodes; what means this one alone says `local`. */
export function createSocketServer(options: {
  http: HttpServer
  adapter: ServerOptions['adapter']
  origins: readonly string[]
  metrics: Pick<ApiMetrics, 'refused'>
  guestsPerAddress: number
  /** Without the realtime role nobody would ask a socket who it is. */
  isOpen: boolean
}): Server {
  const io = new Server(options.http, {
    adapter: options.adapter,
    transports: ['websocket'],
    cors: { origin: [...options.origins] },
    maxHttpBufferSize: maxReceivedBytes,
    pingInterval: 5_000,
    pingTimeout: 5_000,
    connectTimeout: 10_000,
    serveClient: false,
    perMessageDeflate: false,
    allowRequest: (_request, decide) => decide(null, options.isOpen),
  })
  postponePings(io)
  closeSlowReaders(io, options.metrics)
  limitIncoming(io, options)
  return io
}

/** Refuses sockets without a valid token, and puts each into its user's room. Identity comes from here and nowhere else. */
export function requireToken(namespace: Namespace, app: AppContext, access: Pick<AccessState, 'isWithdrawn'>): void {
  // Let in and not in their room yet: of many at the same moment, each would find room.
  const arriving = new Counts()
  /** In their room: whoever comes in the same moment must not count them twice. */
  const arrived = new WeakSet<Socket>()
  /** Connections of guests, by their address: each may hold a frame that isn't complete. */
  const ofGuests = new Counts()
  const mostOfGuests = maxSocketsPerUser * app.config.GUESTS_PER_ADDRESS
  namespace.use((socket, next) => {
    const refuse = (error: unknown) => {
      const body = toErrorBody(error)
      app.metrics.refused.inc({ edge: 'socket', code: body.code })
      next(Object.assign(new Error(body.message), { data: body }))
    }
    // One token for each connection: whoever tries another one makes another one.
    const refuseAndEnd = (message: string) => {
      refuse(new AppError('unauthenticated', message))
      setImmediate(() => socket.conn.close())
    }
    const auth = handshakeSchema.safeParse(socket.handshake.auth)
    if (!auth.success) return refuseAndEnd('Sign in, or play as a guest.')
    const address = app.addressOf(socket.request)
    app.readToken(auth.data.token, { mayBeLate: true }).then((shown) => {
      if (!shown) return refuseAndEnd('You are signed out; sign in again.')
      const { user, sessionId } = shown
      const here = namespace.adapter.rooms.get(userRoom(user.id))?.size ?? 0
      if (here + arriving.of(user.id) >= maxSocketsPerUser) {
        return refuse(new AppError('rate-limited', 'Too many tabs are open; close one.'))
      }
      const guestAddress = guestAddressOf(user, address)
      if (guestAddress !== null && socket.conn.readyState === 'open') {
        if (ofGuests.of(guestAddress) >= mostOfGuests)
          return refuse(new AppError('rate-limited', 'Too many guests of your address have tabs open; sign in, or close one.'))
        ofGuests.add(guestAddress, 1)
        socket.conn.once('close', () => ofGuests.add(guestAddress, -1))
      }
      socket.data.user = user
      setSession(socket, sessionId)
      setPerson(socket.conn, { userId: user.id, guestAddress })
      arriving.add(user.id, 1)
      next()
      // The connection is made, or given up, before this.
      setImmediate(() => arrived.has(socket) || arriving.add(user.id, -1))
    }, refuse)
  })
  const left = () => app.metrics.sockets.dec()
  namespace.on('connection', (socket) => {
    app.metrics.sockets.inc()
    socket.on('disconnect', left)
    const { id } = socketUser(socket)
    void socket.join([userRoom(id), sessionRoom(sessionOf(socket))])
    arrived.add(socket)
    arriving.add(id, -1)
    // Withdrawn between its token and its room: nobody would have found it.
    if (access.isWithdrawn(sessionOf(socket))) socket.disconnect(true)
  })
}

/** Frames from now on are judged by these roles. */
export function setRoles(socket: Socket, roles: readonly Role[]): void {
  socket.data.user = { ...socketUser(socket), roles }
}

export function socketUser(socket: Socket): SignedInUser {
  return socket.data.user as SignedInUser
}

/** How many there are of each; none is forgotten. */
class Counts {
  #counts = new Map<string, number>()

  of(key: string): number {
    return this.#counts.get(key) ?? 0
  }

  add(key: string, change: 1 | -1): void {
    const count = this.of(key) + change
    if (count > 0) this.#counts.set(key, count)
    else this.#counts.delete(key)
  }
}
