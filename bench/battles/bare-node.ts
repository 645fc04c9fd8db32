import { createServer } from 'node:http'
import { createRedis } from '@eduscale/platform/redis'
import { createAdapter, createShardedAdapter } from '@socket.io/redis-adapter'
import { Server } from 'socket.io'

// The floor: Socket.io and its Redis adapter and nothing else. Rooms, volatile relay, and an echo with an ack; no identity, no rights, no
// rates, no database, no log. Two of these relay what two api nodes relay, under the same load. RELAY_ADAPTER=sharded: by Redis's sharded
// pub/sub, a channel for each room.

const redisUrl = String(process.env['REDIS_URL'])
const pub = createRedis(redisUrl, 'bare-pub')
const sub = createRedis(redisUrl, 'bare-sub')
const http = createServer((request, response) => response.writeHead(request.url === '/readyz' ? 200 : 404).end())
const io = new Server(http, {
  transports: ['websocket'],
  adapter:
    process.env['RELAY_ADAPTER'] === 'sharded'
      ? createShardedAdapter(pub, sub, { channelPrefix: 'sharded' })
      : createAdapter(pub, sub, { key: 'bare' }),
  serveClient: false,
  perMessageDeflate: false,
})
interface Frame {
  b: string
}

io.on('connection', (socket) => {
  socket.on('join', ({ b }: Frame, reply: (answer: unknown) => void) => {
    void socket.join(b)
    reply({ ok: true, events: [], head: 0 })
  })
  socket.on('eph', (frame: Frame) => void socket.to(frame.b).volatile.emit('eph', frame))
  socket.on('kick', ({ b }: Frame) => io.in(b).disconnectSockets(true))
  socket.on('cmd', (frame: Frame, reply: (answer: unknown) => void) => {
    io.to(frame.b).emit('ev', frame)
    reply({ ok: true })
  })
})
http.listen(Number(process.env['PORT']), '127.0.0.1')
