import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { ackSchema } from '@eduscale/contracts/room'
import { startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let platform: TestPlatform
let duel: Awaited<ReturnType<typeof startDuel>>
let url: string

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 1, runner: false, env: { REQUEST_TIMEOUT_MS: '1000' } })
  // No verdict is needed here: the platform is told that judging is possible.
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
  duel = await startDuel(platform.urls)
  url = platform.urls[0] ?? ''
}, 120_000)
afterAll(async () => {
  duel.host.leave()
  duel.friend.leave()
  await platform.stop()
})

/** A socket without our client's good manners. */
async function rawSocket(token: string): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true, auth: { token } })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  return socket
}

const code = { language: 'python', code: 'print(1)' }

describe('HTTP', () => {
  test.each<[string, string, string, unknown, number, string]>([
    [
      'oversized code',
      'POST',
      '/v1/submissions',
      { cid: randomUUID(), slug: 'lonely-mittens', language: 'python', code: 'x'.repeat(70_000) },
      413,
      'too-large',
    ],
    ['an oversized body', 'POST', '/v1/submissions', { code: 'x'.repeat(600_000) }, 413, 'too-large'],
    [
      'an unknown language',
      'POST',
      '/v1/submissions',
      { cid: randomUUID(), slug: 'lonely-mittens', language: 'cobol', code: 'x' },
      400,
      'unknown-language',
    ],
    [
      'empty code',
      'POST',
      '/v1/submissions',
      { cid: randomUUID(), slug: 'lonely-mittens', language: 'python', code: '' },
      400,
      'bad-request',
    ],
    ['an unknown problem', 'POST', '/v1/submissions', { cid: randomUUID(), slug: 'nothing', ...code }, 404, 'not-found'],
    ['no body', 'POST', '/v1/submissions', undefined, 400, 'bad-request'],
    ['an unknown battle', 'GET', `/v1/battles/${randomUUID()}`, undefined, 404, 'not-found'],
    ['a battle id that is none', 'GET', '/v1/battles/1%20OR%201', undefined, 400, 'bad-request'],
    ['an unknown invitation', 'POST', '/v1/invites/2222222222/join', undefined, 404, 'not-found'],
    ['a nameless account', 'POST', '/v1/session/account', { name: ' ', password: 'long enough' }, 400, 'bad-request'],
    ['a short password', 'POST', '/v1/session/account', { name: 'Somebody', password: 'short' }, 400, 'bad-request'],
    ['an address that is none', 'GET', '/v1/nothing', undefined, 404, 'not-found'],
  ])('%s', async (_name, method, path, body, status, expected) => {
    const player = await TestPlayer.create(platform.urls)
    const answer = await player.http(method, path, body)
    expect([answer.status, answer.body['code']]).toEqual([status, expected])
    expect(answer.body['message']).toBeTypeOf('string')
  })

  test('malformed JSON', async () => {
    const response = await fetch(`${url}/v1/tickets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${duel.host.token}` },
      body: '{"a":',
    })
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([400, 'bad-request'])
  })

  test('nobody signed in, and a forged token', async () => {
    for (const authorization of ['', 'Bearer x', `Bearer ${'A'.repeat(43)}`]) {
      const response = await fetch(`${url}/v1/me`, { headers: authorization === '' ? {} : { authorization } })
      expect(response.status).toBe(401)
    }
  })

  test("somebody else's submission and a running battle stay hidden", async () => {
    const stranger = await TestPlayer.create(platform.urls)
    expect((await stranger.http('GET', `/v1/battles/${duel.battleId}`)).body['code']).toBe('forbidden')
    expect((await stranger.http('GET', `/v1/battles/${duel.battleId}/replay`)).body['code']).toBe('forbidden')
    const run = { problem: { by: 'battle', battleId: duel.battleId }, ...code, input: null }
    expect((await stranger.http('POST', '/v1/runs', run)).body['code']).toBe('not-a-player')
  })

  test('invented tokens share their address’s allowance on a costly route', async () => {
    const codes = await Promise.all(
      Array.from({ length: 80 }, async (_, index) => {
        const headers = { 'content-type': 'application/json', authorization: `Bearer invented-${index}` }
        return (await fetch(`${url}/v1/runs`, { method: 'POST', headers, body: '{}' })).status
      }),
    )
    // A node that Redis answers late counts a few by itself.
    const refused = codes.filter((status) => status === 429).length
    expect(refused).toBeGreaterThan(2)
    expect(refused).toBeLessThanOrEqual(20)
    // Whoever is somebody has an allowance of their own.
    const player = await TestPlayer.create(platform.urls)
    expect((await player.http('POST', '/v1/runs', {})).status).toBe(400)
  })

  test('a request that never comes in whole is given up', async () => {
    const { hostname, port } = new URL(url)
    const socket = connect(Number(port), hostname)
    const isClosed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
    socket.on('error', () => {})
    socket.resume()
    const head = `POST /v1/tickets HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${duel.host.token}\r\ncontent-type: application/json\r\ncontent-length: 10000\r\n\r\n{`
    socket.write(head)
    const trickle = setInterval(() => socket.writable && socket.write(' '), 200)
    await isClosed
    clearInterval(trickle)
    // A byte came each fifth of a second: so many are allowed to be late, and a minute's are not.
    expect(socket.bytesWritten - head.length).toBeLessThan(150)
  })

  test('test sets are for runners, and on no port that people use', async () => {
    const path = `/internal/test-sets/${'0'.repeat(64)}`
    const ask = async (at: string | undefined, token: string) =>
      (await fetch(`${at}${path}`, { headers: { 'x-runner-token': token } })).status
    expect(await ask(url, platform.runnerToken)).toBe(404)
    const internalUrl = platform.nodes[0]?.internalUrl
    expect(await ask(internalUrl, '')).toBe(403)
    expect(await ask(internalUrl, 'guess')).toBe(403)
    expect(await ask(internalUrl, platform.runnerToken)).toBe(404)
    expect((await fetch(`${url}/metrics`)).status).toBe(404)
  })
})

describe('sockets', () => {
  test('without a valid token there is no connection', async () => {
    await expect(rawSocket('A'.repeat(43))).rejects.toMatchObject({ data: { code: 'unauthenticated' } })
  })

  test('malformed and foreign frames are refused with a typed error', async () => {
    const stranger = await TestPlayer.create(platform.urls)
    const socket = await rawSocket(stranger.token)
    const cid = randomUUID()
    const b = duel.battleId
    const cases: [string, unknown, string][] = [
      ['cmd', 'nonsense', 'bad-request'],
      ['cmd', { cid, b, t: 'battle:win', d: {} }, 'bad-request'],
      ['cmd', { cid, b, t: 'battle:submit', d: { language: 'cobol', code: 'x' } }, 'unknown-language'],
      ['cmd', { cid, b, t: 'battle:submit', d: { language: 'python', code: 'x'.repeat(70_000) } }, 'too-large'],
      // The user id in the frame is not looked at: the stranger is still a stranger.
      ['cmd', { cid, b, t: 'battle:resign', d: {}, userId: duel.host.user.id }, 'not-a-player'],
      ['cmd', { cid, b: randomUUID(), t: 'battle:resign', d: {} }, 'not-found'],
      ['cmd', { cid, b, t: 'battle:submit', d: code }, 'not-a-player'],
      ['join', { b, from: null }, 'forbidden'],
      ['join', { b, from: -1 }, 'bad-request'],
      ['sync', { b, from: 0 }, 'forbidden'],
      ['edit', { b, batch: { n: 1, language: 'python', ops: [{ atMs: 0, change: [[0, 'x']] }] } }, 'forbidden'],
      // Whoever doesn't play is told so before anything of theirs is read.
      ['edit', { b, batch: { n: 1, language: 'python', ops: [] } }, 'forbidden'],
      ['edit', { b: 'no id', batch: null }, 'bad-request'],
    ]
    for (const [name, frame, expected] of cases) {
      const answer = (await socket.timeout(5_000).emitWithAck(name, frame)) as { ok: boolean; err: { code: string } }
      expect([name, answer.ok, answer.err.code]).toEqual([name, false, expected])
    }
    // Nothing but a wish for an answer, and more than a frame before it: both are told.
    for (const args of [[], [{ cid, b, t: 'battle:win', d: {} }, 'more', 7]]) {
      const answer = (await socket.timeout(5_000).emitWithAck('cmd', ...args)) as { ok: boolean; err: { code: string } }
      expect([answer.ok, answer.err.code]).toEqual([false, 'bad-request'])
    }
    // No acknowledgement asked for, nothing there to answer: it must not fall over.
    socket.emit('cmd', null)
    socket.emit('no-such-frame', { a: 1 })
    expect(await socket.timeout(5_000).emitWithAck('clock', {})).toHaveProperty('at')
    socket.disconnect()
  })

  test('commands at the wrong time are refused, and change nothing', async () => {
    const before = duel.host.room(duel.battleId).state.view?.seq
    const ready = await duel.host.command(duel.battleId, { t: 'battle:decline', d: {} })
    const rematch = await duel.host.command(duel.battleId, { t: 'battle:rematch', d: {} })
    expect([ready, rematch].map((ack) => (ack.ok ? 'ok' : ack.err.code))).toEqual(['wrong-state', 'wrong-state'])
    expect(duel.host.room(duel.battleId).state.view?.seq).toBe(before)
  })

  test('the same command id gets the same answer', async () => {
    const cid = randomUUID()
    const socket = await rawSocket(duel.friend.token)
    const frame = { cid, b: duel.battleId, t: 'battle:submit', d: code }
    const answers = await Promise.all(Array.from({ length: 10 }, () => socket.timeout(10_000).emitWithAck('cmd', frame)))
    const acks = answers.map((answer) => ackSchema.parse(answer))
    expect(acks.every((ack) => ack.ok)).toBe(true)
    expect(new Set(acks.map((ack) => JSON.stringify(ack.ok && ack.res))).size).toBe(1)
    expect(await platform.db.query('SELECT 1 FROM submission WHERE cid = $1', [cid])).toHaveLength(1)
    socket.disconnect()
  })

  test('a thousand submits a second: a few get through, the rest is told, and the others play on', async () => {
    const socket = await rawSocket(duel.friend.token)
    const flood = Array.from({ length: 1_000 }, () =>
      socket.timeout(30_000).emitWithAck('cmd', { cid: randomUUID(), b: duel.battleId, t: 'battle:submit', d: code }),
    )
    const typed = duel.host.room(duel.battleId)
    typed.sendEdits({ language: 'python', ops: [{ atMs: 1, change: { text: 'calm' } }] })
    const codes = (await Promise.all(flood)).map((answer) => {
      const ack = ackSchema.parse(answer)
      return ack.ok ? 'ok' : ack.err.code
    })
    expect(codes.filter((one) => one === 'ok').length).toBeLessThanOrEqual(3)
    expect(codes.filter((one) => one === 'rate-limited').length).toBeGreaterThan(900)
    await until("the other player's typing arrived", () => typed.unsentEdits === 0)
    const metrics = await (await fetch(`${platform.nodes[0]?.internalUrl}/metrics`)).text()
    const counted = /refused_total\{edge="socket",code="rate-limited"[^}]*\} (\d+)/.exec(metrics)
    expect(Number(counted?.[1])).toBeGreaterThan(900)
    socket.disconnect()
  })
})
