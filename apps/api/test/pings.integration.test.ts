import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { io as connect } from 'socket.io-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { postponePings } from '../src/realtime/postpone-pings'

const pingInterval = 400
/** Long enough for a busy machine; with an interval before it, still shorter than anybody here talks. */
const pingTimeout = 4 * pingInterval
let server: Server
let url: string
let pings = 0

beforeEach(async () => {
  const http = createServer()
  server = new Server(http, { transports: ['websocket'], pingInterval, pingTimeout })
  postponePings(server)
  pings = 0
  server.engine.on('connection', (connection: { on(event: string, listen: (packet: { type: string }) => void): void }) => {
    connection.on('packetCreate', ({ type }) => (pings += type === 'ping' ? 1 : 0))
  })
  server.on('connection', (socket) => socket.on('ask', (reply: () => void) => reply()))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
})
afterEach(() => server.close())

/** Speaks in one way or another for seven intervals; says whether the connection outlived it. */
async function talk(
  speak: ((socket: ReturnType<typeof connect>) => void) | null,
  query: Record<string, string> = { pings: 'in-silence' },
): Promise<boolean> {
  const socket = connect(url, { transports: ['websocket'], reconnection: false, query })
  await new Promise<void>((resolve) => socket.on('connect', () => resolve()))
  const timer = setInterval(() => speak?.(socket), pingInterval / 8)
  await new Promise((resolve) => setTimeout(resolve, 7 * pingInterval))
  clearInterval(timer)
  const { connected } = socket
  socket.disconnect()
  return connected
}

test('who is silent is pinged', async () => {
  expect(await talk(null)).toBe(true)
  expect(pings).toBeGreaterThan(2)
})

test('who talks and is talked to is not', async () => {
  await talk((socket) => socket.emit('ask', () => {}))
  expect(pings).toBe(0)
})

test('who talks and hears nothing is, since they must know that somebody is there', async () => {
  expect(await talk((socket) => socket.emit('said'))).toBe(true)
  expect(pings).toBeGreaterThan(2)
})

test('who talked and falls silent is', async () => {
  let left = 8
  expect(await talk((socket) => (left -= 1) > 0 && socket.emit('ask', () => {}))).toBe(true)
  expect(pings).toBeGreaterThan(1)
})

test('a client that does not ask for that is pinged as ever, and stays', async () => {
  expect(await talk((socket) => socket.emit('ask', () => {}), {})).toBe(true)
  expect(pings).toBeGreaterThan(2)
})
