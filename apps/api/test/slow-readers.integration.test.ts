import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { Server } from 'socket.io'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createApiMetrics } from '../src/app/api-metrics'
import { closeSlowReaders } from '../src/realtime/slow-readers'

const http = createServer()
const server = new Server(http, { transports: ['websocket'], perMessageDeflate: false })
const metrics = createApiMetrics('slow-readers')
closeSlowReaders(server, metrics)
let port = 0

beforeAll(async () => {
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const address = http.address()
  port = typeof address === 'object' && address ? address.port : 0
})
afterAll(() => server.close())

const packet = 'x'.repeat(64 * 1024)

test('who sends and never reads is let go, before what waits for them fills the memory; who reads stays', async () => {
  const reader = io(`http://127.0.0.1:${port}`, { transports: ['websocket'] })
  await new Promise<void>((resolve) => reader.once('connect', resolve))
  let received = 0
  reader.on('much', () => (received += 1))

  const deaf = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`)
  await new Promise<void>((resolve) => deaf.once('open', resolve))
  deaf.on('error', () => {})
  deaf.send('40')
  while (server.sockets.sockets.size < 2) await sleep(10)
  deaf.pause()
  const deafId = [...server.sockets.sockets.keys()].find((id) => id !== reader.id) ?? ''
  let isGone = false
  server.sockets.sockets.get(deafId)?.once('disconnect', () => (isGone = true))

  let sent = 0
  for (; !isGone && sent < 3_000; sent += 1) {
    server.emit('much', packet)
    // A reader takes what it gets in between; the other is waited for, for some seconds.
    await sleep(sent < 600 ? 1 : 50)
  }
  expect(isGone).toBe(true)
  const refused = await metrics.registry.getSingleMetricAsString('refused_total')
  expect(refused).toMatch(/code="slow-reader".* 1$/m)
  for (let left = 500; received < sent && left > 0; left -= 1) await sleep(20)
  expect(received).toBe(sent)
  expect(reader.connected).toBe(true)
  reader.close()
  deaf.terminate()
})
