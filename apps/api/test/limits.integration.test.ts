import { randomUUID } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { io, type Socket as RoomSocket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'

/* What one person, one address and all together may ask for, on two nodes. Addresses are what a trusted proxy says. */
let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({
    nodes: 2,
    runner: false,
    env: { TRUSTED_PROXIES: '127.0.0.1', GUESTS_PER_ADDRESS: '2', GUESTS_PER_MINUTE: '1000' },
  })
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
}, 120_000)
afterAll(async () => {
  await platform.redis.config('SET', 'min-replicas-to-write', '0')
  await platform.stop()
})

let lastAddress = 0
const newAddress = () => `198.51.100.${(lastAddress += 1)}`

interface Sent {
  from: string
  token?: string
  node?: number
}

interface Answer {
  code?: unknown
  device?: string
}

async function ask(path: string, body: unknown, { from, token, node = 0 }: Sent): Promise<{ status: number; body: Answer }> {
  const response = await fetch(`${platform.urls[node % 2]}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from, ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Answer }
}

async function post(path: string, body: unknown, sent: Sent): Promise<{ status: number; code: unknown }> {
  const answer = await ask(path, body, sent)
  return { status: answer.status, code: answer.body.code }
}

const runs = async (count: number, sentOf: (index: number) => Sent) =>
  (await Promise.all(Array.from({ length: count }, (_, index) => post('/v1/runs', {}, sentOf(index))))).filter(
    ({ status }) => status !== 429,
  ).length

/** On a busy machine a node that Redis answers late counts a few by itself. */
const about = (most: number) => (passed: number) => passed >= most && passed < 1.3 * most

describe('allowances', () => {
  test('invented tokens share their address’s allowance, on all nodes together', async () => {
    const from = newAddress()
    expect(await runs(100, (node) => ({ from, node, token: `invented-${node}` }))).toSatisfy(about(60))
  })

  test('while Redis takes no writes each node counts by itself, and nobody is let through without end', async () => {
    await platform.redis.config('SET', 'min-replicas-to-write', '1')
    const from = newAddress()
    expect(await runs(100, () => ({ from, node: 0 }))).toSatisfy(about(60))
    await platform.redis.config('SET', 'min-replicas-to-write', '0')
  })

  test('guests of one address have a common allowance, however many they are; members have their own', async () => {
    const from = newAddress()
    const guests = await Promise.all(Array.from({ length: 5 }, () => TestPlayer.create(platform.urls)))
    expect(await runs(200, (node) => ({ from, node, token: guests[node % 5]?.token ?? '' }))).toSatisfy(about(120))
    const [guest] = guests
    const member = await guest?.becomeMember({ name: `Member ${randomUUID().slice(0, 8)}`, password: 'a long password' })
    expect(await runs(10, (node) => ({ from, node, token: member?.token ?? '' }))).toBe(10)
  })

  test('a school has one address: two hundred members run, ask and are connected at once', async () => {
    const from = newAddress()
    const pupils = await Promise.all(Array.from({ length: 200 }, () => TestPlayer.create([platform.urls[0] ?? ''], from)))
    await platform.db.query(`UPDATE "user" SET kind = 'member' WHERE id = ANY($1)`, [pupils.map(({ user }) => user.id)])
    await Promise.all(pupils.map((pupil) => pupil.renew()))
    for (let round = 0; round < 5; round += 1)
      expect(await runs(200, (index) => ({ from, node: index, token: pupils[index]?.token ?? '' }))).toBe(200)
    const asked = await Promise.all(pupils.map((pupil) => pupil.http('GET', '/v1/me')))
    expect(asked.filter(({ status, body }) => status !== 200 || (body['user'] as { kind: string }).kind !== 'member')).toEqual([])
    await until('all are connected', () => pupils.every(({ connection }) => connection.status === 'online'))
    for (const pupil of pupils) pupil.leave()
  })

  test('reading what one has sent has an allowance, too: an answer may be of megabytes', async () => {
    const guest = await TestPlayer.create(platform.urls)
    const headers = { authorization: `Bearer ${guest.token}`, 'x-forwarded-for': newAddress() }
    const read = async (index: number) =>
      (await fetch(`${platform.urls[index % 2]}/v1/problems/lonely-mittens/submissions`, { headers })).status
    const statuses = await Promise.all(Array.from({ length: 100 }, (_, index) => read(index)))
    expect(statuses.filter((status) => status === 200).length).toSatisfy(about(60))
    expect(new Set(statuses)).toEqual(new Set([200, 429]))
  })

  test.each([
    ['/programs?players=00000000-0000-4000-8000-000000000000', 120],
    ['/replay', 60],
    ['/record', 60],
  ])('of a battle that is over %s has one, for each person, and for all strangers of an address', async (part, most) => {
    const { battleId, host, friend } = await startDuel(platform.urls, { isRanked: false })
    await host.command(battleId, { t: 'battle:resign', d: {} })
    await friend.sees(battleId, 'the end', (view) => view.state === 'FINISHED')
    for (const player of [host, friend]) player.leave()
    const read = async (count: number, headers: Record<string, string>) => {
      const path = `/v1/battles/${battleId}${part}`
      const asked = Array.from({ length: count }, (_, index) => fetch(`${platform.urls[index % 2]}${path}`, { headers }))
      const statuses = (await Promise.all(asked)).map(({ status }) => status)
      return { passed: statuses.filter((status) => status !== 429).length, statuses: new Set(statuses) }
    }
    const [from, elsewhere] = [newAddress(), newAddress()]
    // As many as the two guests whom an address may have here: a class that looks on is not one person.
    const strangers = await read(4 * most, { 'x-forwarded-for': from })
    expect(strangers.passed).toSatisfy(about(2 * most))
    const player = await read(2 * most, { 'x-forwarded-for': from, authorization: `Bearer ${host.token}` })
    expect(player.passed).toSatisfy(about(most))
    expect(strangers.statuses).toEqual(player.statuses)
    expect((await read(5, { 'x-forwarded-for': elsewhere })).statuses).toEqual(new Set([200]))
  })

  test('an IPv6 network is one address', async () => {
    expect(await runs(100, (node) => ({ from: `2001:db8:1:2::${node + 1}`, node }))).toSatisfy(about(60))
  })
})

describe('signing in', () => {
  const password = 'a long password'
  const signIn = (name: string, given: string, sent: Sent) => post('/v1/session/sign-in', { name, password: given }, sent)
  const newMember = async () => {
    const name = `Member ${randomUUID().slice(0, 8)}`
    await post('/v1/session/account', { name, password }, { from: newAddress() })
    return name
  }

  test('guessing slows down per account, on all nodes together, and the owner gets in from elsewhere', async () => {
    const from = newAddress()
    const name = await newMember()
    const statuses: number[] = []
    for (let node = 0; node < 12; node += 1) statuses.push((await signIn(name, `wrong ${node}`, { from, node })).status)
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(7)
    expect(statuses.at(-1)).toBe(429)
    // The same for a name that nobody has.
    const nobody: number[] = []
    const elsewhere = newAddress()
    for (let node = 0; node < 12; node += 1) nobody.push((await signIn('Nobody at all', 'x', { from: elsewhere, node })).status)
    expect(nobody.filter((status) => status === 401).length).toBeLessThanOrEqual(7)
    expect(nobody.at(-1)).toBe(429)
    expect((await signIn(name, password, { from: newAddress() })).status).toBe(201)
    // Another account of the guesser's address is nobody's victim.
    expect((await signIn(await newMember(), password, { from })).status).toBe(201)
  })

  // Whoever shared an address with somebody who guessed at their account waited with them.
  test('beside a guesser at the same address a browser that was signed in before gets in, and the guesser goes on waiting', async () => {
    const from = newAddress()
    const name = `Member ${randomUUID().slice(0, 8)}`
    const { device = '' } = (await ask('/v1/session/account', { name, password }, { from })).body
    const guess = async () => (await signIn(name, 'wrong', { from })).status
    for (let tries = 0; tries < 7; tries += 1) await guess()
    expect(await guess()).toBe(429)
    const show = async (given: string, devices: string[], node: number) =>
      (await ask('/v1/session/sign-in', { name, password: given, devices }, { from, node })).status
    const foreign = (await ask('/v1/session/account', { name: `Member ${randomUUID().slice(0, 8)}`, password }, { from })).body
      .device
    expect(await show(password, [foreign ?? '', `${device.split('.')[0]}.${foreign?.split('.')[1]}`, 'x', ''], 0)).toBe(429)
    for (const node of [0, 1]) expect(await show(password, [foreign ?? '', device], node)).toBe(201)
    expect(await guess()).toBe(429)
    // Its own guesses count like anybody's.
    const own: number[] = []
    for (let node = 0; node < 8; node += 1) own.push(await show(`wrong ${node}`, [device], node))
    expect(own.filter((status) => status === 401).length).toBeLessThanOrEqual(6)
    expect(own.at(-1)).toBe(429)
  })

  test('guesses that are refused use up nothing of others at the address', async () => {
    const from = newAddress()
    const [victim, other] = [await newMember(), await newMember()]
    for (let node = 0; node < 80; node += 1) await signIn(victim, 'wrong', { from, node })
    expect((await signIn(other, password, { from })).status).toBe(201)
  })

  test('what can’t be registered at all uses up nothing of others at the address', async () => {
    const from = newAddress()
    const bodies = [{}, { name: 'Somebody' }, { name: 'Somebody', password: 'short' }, { name: 'Somebody', password: 'password' }]
    for (let node = 0; node < 80; node += 1)
      expect((await post('/v1/session/account', bodies[node % 4], { from, node })).status).toBe(400)
    expect((await post('/v1/session/account', { name: `Member ${randomUUID().slice(0, 8)}`, password }, { from })).status).toBe(
      201,
    )
  })

  test('a right sign-in doesn’t wait behind wrong ones', async () => {
    const from = newAddress()
    const name = await newMember()
    let answered = 0
    const wrong = Array.from({ length: 20 }, async (_, index) => {
      await signIn(`Somebody ${index}`, 'wrong', { from })
      answered += 1
    })
    await until('the first is answered', () => answered > 0)
    expect((await signIn(name, password, { from: newAddress() })).status).toBe(201)
    expect(answered).toBeLessThan(12)
    await Promise.all(wrong)
  })
})

describe('bodies in flight', () => {
  /** A body that never comes in whole, to a route that strangers may call; what was answered. */
  function open(from: string, length: string): { socket: Socket; answer: () => string } {
    const { hostname, port } = new URL(platform.urls[0] ?? '')
    const socket = connect(Number(port), hostname)
    let answer = ''
    socket.on('error', () => {}).on('data', (chunk) => (answer += chunk.toString()))
    socket.write(
      `POST /v1/session/sign-in HTTP/1.1\r\nhost: x\r\nx-forwarded-for: ${from}\r\ncontent-type: application/json\r\n${length}\r\n\r\n`,
    )
    return { socket, answer: () => answer }
  }

  test.each([
    ['by their number', 'content-length: 10', 110, 10],
    ['by their bytes', 'content-length: 200000', 50, 9],
    ['by what they may become', 'transfer-encoding: chunked', 40, 8],
  ])('those of one address are bounded %s, and others are served', async (_how, length, count, refused) => {
    const from = newAddress()
    const opened = Array.from({ length: count }, () => open(from, length))
    const told = () => opened.filter(({ answer }) => answer().includes('"rate-limited"')).length
    await until('as many are refused as must be', () => told() === refused)
    expect(opened.find(({ answer }) => answer() !== '')?.answer()).toMatch(/^HTTP\/1\.1 429 /)
    expect((await post('/v1/session/sign-in', {}, { from: newAddress() })).status).not.toBe(429)
    for (const { socket } of opened) socket.destroy()
    // What is gone counts no more.
    await until('the address is served again', () => {
      const again = open(from, length)
      return new Promise((resolve) => {
        again.socket.once('data', () => resolve(false))
        setTimeout(() => resolve(again.answer() === ''), 300)
      }).then((isServed) => (again.socket.destroy(), isServed === true))
    })
  })

  test('those of all together are bounded', async () => {
    const opened = Array.from({ length: 12 }, () => newAddress()).flatMap((from) =>
      Array.from({ length: 95 }, () => open(from, 'content-length: 10')),
    )
    await until('some are refused', () => opened.some(({ answer }) => answer().includes('"unavailable"')))
    expect(await post('/v1/session/sign-in', {}, { from: newAddress() })).toEqual({ status: 503, code: 'unavailable' })
    for (const { socket } of opened) socket.destroy()
    await until(
      'all are served again',
      async () => (await post('/v1/session/sign-in', {}, { from: newAddress() })).status !== 503,
    )
  })
})

describe('connections', () => {
  const opened: RoomSocket[] = []
  afterAll(() => {
    for (const socket of opened) socket.disconnect()
  })

  function open(token: string, from: string): RoomSocket {
    const socket = io(platform.urls[0] ?? '', {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { token },
      extraHeaders: { 'x-forwarded-for': from },
    })
    opened.push(socket)
    return socket
  }

  async function connected(player: TestPlayer, from: string): Promise<RoomSocket> {
    const socket = open(player.token, from)
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject))
    return socket
  }

  const guestsOf = async (from: string, count: number) =>
    Promise.all(
      Array.from({ length: count }, async () => connected(await TestPlayer.create([platform.urls[0] ?? ''], from), from)),
    )

  /** Answers to as many large frames; each is either read, and refused for its battle, or refused unread. */
  async function sendLarge(socket: RoomSocket, count: number): Promise<{ read: number; unread: number }> {
    const batch = { n: 1, language: 'python', ops: [{ atMs: 0, change: { text: 'x'.repeat(200_000) } }] }
    const answers = (await Promise.all(
      Array.from({ length: count }, async () => socket.timeout(30_000).emitWithAck('edit', { b: randomUUID(), batch })),
    )) as { err: { code: string } }[]
    const unread = answers.filter(({ err }) => err.code === 'rate-limited').length
    return { read: count - unread, unread }
  }

  // One person can be as many guests as they like, and had an allowance of bytes with each.
  test('guests of one address share an allowance of bytes, and small frames pass beside the large ones', async () => {
    const from = newAddress()
    const [calm, ...wild] = await guestsOf(from, 9)
    const sums = await Promise.all(wild.map(async (socket) => sendLarge(socket, 9)))
    const read = sums.reduce((sum, one) => sum + one.read, 0)
    // 72 of 200 kB came, all within what each may send. Four persons' worth is 42 of them, and a few more by the time.
    expect(read).toBeGreaterThanOrEqual(40)
    expect(read).toBeLessThan(60)
    expect(await calm?.timeout(10_000).emitWithAck('clock', {})).toHaveProperty('at')
    // Another address has its own, and so has each member of the same one.
    const [elsewhere] = await guestsOf(newAddress(), 1)
    expect(elsewhere && (await sendLarge(elsewhere, 9))).toEqual({ read: 9, unread: 0 })
    const guest = await TestPlayer.create([platform.urls[0] ?? ''], from)
    const member = await guest.becomeMember({ name: `Member ${randomUUID().slice(0, 8)}`, password: 'a long password' })
    expect(await sendLarge(await connected(member, from), 9)).toEqual({ read: 9, unread: 0 })
  })

  test('guests of one address have so many connections, and members their own', async () => {
    const from = newAddress()
    const guests = await Promise.all([1, 2, 3].map(async () => TestPlayer.create([platform.urls[0] ?? ''], from)))
    const tried = await Promise.allSettled(
      guests.flatMap((guest) => Array.from({ length: 30 }, async () => connected(guest, from))),
    )
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(80)
    const refused = tried.find((one) => one.status === 'rejected')
    expect(refused?.reason).toMatchObject({ data: { code: 'rate-limited' } })
    const member = await guests[0]?.becomeMember({ name: `Member ${randomUUID().slice(0, 8)}`, password: 'a long password' })
    expect(member && (await connected(member, from)).connected).toBe(true)
    // Whoever leaves makes room.
    for (const one of tried) if (one.status === 'fulfilled') one.value.disconnect()
    const [another] = guests.slice(1)
    await until(
      'there is room again',
      async () => another !== undefined && (await connected(another, from).then(Boolean, () => false)),
    )
  })

  test('invented tokens are nobody’s however many there are, and whoever is somebody gets in beside them', async () => {
    const from = newAddress()
    const guest = await TestPlayer.create([platform.urls[0] ?? ''], from)
    const invent = async (index: number) =>
      new Promise((resolve) =>
        open(`invented ${index}`, from).once('connect_error', (error: Error & { data?: { code?: unknown } }) =>
          resolve(error.data?.code),
        ),
      )
    const flood = Promise.all(Array.from({ length: 300 }, async (_, index) => invent(index)))
    expect((await connected(guest, from)).connected).toBe(true)
    expect(new Set(await flood)).toEqual(new Set(['unauthenticated']))
  })

  test('a connection has one try with a token', async () => {
    const socket = new WebSocket(`${platform.urls[0]?.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
    let refusals = 0
    socket.on('message', (data: Buffer) => {
      const text = data.toString()
      if (text.startsWith('44')) refusals += 1
      // In Engine.IO's and Socket.IO's own words: after the greeting, and after each refusal, another token.
      if (/^(0|44)/.test(text)) socket.send(`40{"token":"invented ${refusals}"}`)
    })
    await new Promise((resolve) => socket.once('close', resolve))
    expect(refusals).toBe(1)
  })
})
