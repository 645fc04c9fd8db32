import { createServer } from 'node:http'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { maxFrameBytes } from '@eduscale/contracts/source-limits'
import { Server, type Socket } from 'socket.io'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { SocketLink, type SocketLinkOptions } from './socket-link'

let server: Server
let url: string
let links: SocketLink[] = []

beforeEach(async () => {
  const http = createServer()
  server = new Server(http, { transports: ['websocket'], pingInterval: 200, pingTimeout: 200, maxHttpBufferSize: maxFrameBytes })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
})
afterEach(async () => {
  for (const link of links) link.close()
  links = []
  await server.close()
})

function open(given: Partial<SocketLinkOptions> = {}) {
  const seen = { opened: 0, lost: [] as unknown[], events: [] as unknown[] }
  const link = new SocketLink({
    url,
    namespace: '/',
    auth: { token: 'mine' },
    timeoutMs: 2_000,
    onOpen: () => (seen.opened += 1),
    onLost: (refusal) => seen.lost.push(refusal),
    on: { said: (frame) => seen.events.push(frame) },
    ...given,
  })
  links.push(link)
  return { link, seen }
}

describe('against a server of Socket.io', () => {
  test.each(['/', '/watch'] as const)('says who it is, hears events, and gets answers: %s', async (namespace) => {
    const sockets: Socket[] = []
    server.of(namespace).on('connection', (socket) => {
      sockets.push(socket)
      socket.on('add', ({ a, b }: { a: number; b: number }, reply: (sum: number) => void) => reply(a + b))
      socket.on('note', (note: unknown) => socket.emit('said', { note, who: socket.handshake.auth }))
    })
    const { link, seen } = open({ namespace })
    await vi.waitUntil(() => seen.opened === 1)
    expect(await Promise.all([link.request('add', { a: 1, b: 2 }, 2_000), link.request('add', { a: 3, b: 4 }, 2_000)])).toEqual([
      3, 7,
    ])
    // Texts in which the packet's own signs occur.
    const note = '4/2,["x"]\n/watch,'
    link.send('note', note)
    await vi.waitUntil(() => seen.events.length === 1)
    expect(seen.events).toEqual([{ note, who: { token: 'mine' } }])
    sockets[0]?.emit('unheard of', 1)
    // It outlives several pings, and leaves as somebody who means to.
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    expect(link.isOpen).toBe(true)
    const left = new Promise((resolve) => sockets[0]?.on('disconnect', resolve))
    link.close()
    expect(await left).toBe('client namespace disconnect')
    expect(seen.lost).toEqual([])
  })

  test('what the server would drop the connection for is refused before it is sent', async () => {
    const told: unknown[] = []
    server.on('connection', (socket) =>
      socket.on('cmd', (frame: unknown, reply: (answer: unknown) => void) => {
        told.push(frame)
        reply({ ok: true })
      }),
    )
    const { link, seen } = open()
    await vi.waitUntil(() => seen.opened === 1)
    const answer = await link.request('cmd', { cid: 'c', code: '\u0001'.repeat(64 * 1024) }, 2_000)
    expect(answer).toMatchObject({ cid: 'c', ok: false, err: { code: 'too-large' } })
    expect(await link.request('cmd', { cid: 'd' }, 2_000)).toEqual({ ok: true })
    expect(told).toEqual([{ cid: 'd' }])
    expect(seen.lost).toEqual([])
  })

  test('a refusal is told in the server’s words, once', async () => {
    server.use((_, next) => next(Object.assign(new Error('no'), { data: { code: 'unauthenticated', message: 'no' } })))
    const { seen } = open()
    await vi.waitUntil(() => seen.lost.length > 0)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(seen).toMatchObject({ opened: 0, lost: [{ code: 'unauthenticated', message: 'no' }] })
  })

  test('whoever waits for an answer is told when there will be none', async () => {
    server.on('connection', () => {})
    const { link, seen } = open()
    await vi.waitUntil(() => seen.opened === 1)
    expect(await link.request('nothing', {}, 50)).toBeNull()
    const waiting = link.request('nothing', {}, 60_000)
    server.disconnectSockets(true)
    expect(await waiting).toBeNull()
    expect(seen.lost).toEqual([null])
    expect(await link.request('nothing', {}, 60_000)).toBeNull()
  })
})

test('a server that accepts and then says nothing is given up', async () => {
  const mute = createTcpServer((socket) => socket.on('error', () => {}))
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
  const { seen } = open({ url: `http://127.0.0.1:${(mute.address() as AddressInfo).port}`, timeoutMs: 300 })
  await vi.waitUntil(() => seen.lost.length === 1, { timeout: 5_000 })
  expect(seen.opened).toBe(0)
  mute.close()
})

test('nobody there', async () => {
  const { seen } = open({ url: 'http://127.0.0.1:1' })
  await vi.waitUntil(() => seen.lost.length === 1, { timeout: 5_000 })
  expect(seen).toMatchObject({ opened: 0, lost: [null] })
})

test('a server that falls silent is given up', async () => {
  const { seen } = open()
  await vi.waitUntil(() => seen.opened === 1)
  // The table of the engine's connections isn't in its types.
  const { clients } = server.engine as unknown as { clients: Record<string, { pingIntervalTimer: NodeJS.Timeout }> }
  const [client] = Object.values(clients)
  clearTimeout(client?.pingIntervalTimer)
  await vi.waitUntil(() => seen.lost.length === 1, { timeout: 5_000 })
  expect(seen.lost).toEqual([null])
})
