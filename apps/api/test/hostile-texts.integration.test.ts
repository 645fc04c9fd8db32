import { randomUUID } from 'node:crypto'
import { chatPresets, roomFrames } from '@eduscale/contracts/room'
import { errorCodes } from '@eduscale/contracts/errors'
import { watchFrames } from '@eduscale/contracts/watch'
import { startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, type TestPlatform } from '@eduscale/testing/test-platform'
import Fastify from 'fastify'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppContext } from '../src/app/app-context'
import { allAreas } from '../src/areas/all-areas'
import { serveHttp } from '../src/roles/http'

/*
 * Every kind of text, number and date that anybody thought of, at every place that takes one: each is refused with a code that
 * clients know, or carried out. None is a fault of ours, and none is without an answer. The routes are the app's own and the frames
 * the contract's, so a new one that has no example here fails the test.
 */
let platform: TestPlatform
let duel: Awaited<ReturnType<typeof startDuel>>
let url: string
const sockets: Socket[] = []

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 1, runner: false, env: { TRUSTED_PROXIES: '127.0.0.1', DEV_MAIL: 'on' } })
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
  duel = await startDuel(platform.urls)
  url = platform.urls[0] ?? ''
  await platform.db.query(
    `WITH made AS (
       INSERT INTO "user" (id, name, name_key, kind)
       SELECT gen_random_uuid(), 'Hostile ' || n, 'hostile ' || n, 'member' FROM generate_series(0, $1::int - 1) AS n
       RETURNING id, name_key),
     granted AS (INSERT INTO role_grant (user_id, role) SELECT id, 'admin' FROM made)
     INSERT INTO bearer_token (token_hash, user_id, expires_at)
     SELECT sha256(convert_to(replace(name_key, ' ', '-'), 'UTF8')), id, now() + interval '1 day' FROM made`,
    [people],
  )
  tokens = await Promise.all(
    Array.from({ length: people }, async (_, index) => {
      const headers = { authorization: `Bearer hostile-${index}`, 'x-forwarded-for': `203.0.${index % 256}.${index >> 8}` }
      const answer = await fetch(`${url}/v1/session/exchange`, { method: 'POST', headers })
      return ((await answer.json()) as { token: string }).token
    }),
  )
}, 120_000)
afterAll(async () => {
  for (const socket of sockets) socket.disconnect()
  for (const player of [duel.host, duel.friend]) player.leave()
  await platform.stop()
})
/** So many administrators ask by turns, each from addresses of their own, so that no limit is what answers. */
const people = 400
let tokens: string[] = []

const texts = [
  'a\0b',
  '\0',
  '\uD800',
  'x\uDC00',
  'a\u2028b',
  '\uFFFE\uFFFF',
  'e\u0301\u0302\u0303',
  '\u{1F600}'.repeat(9),
  '\uFFA0\u3164',
  '\u202Eabc',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '2026-02-30T00:00:00Z',
  '__proto__',
  '',
  "' OR 1=1 --",
  '%00',
]
const others: unknown[] = [1e308, -1, 0.5, 2_147_483_648, Number.MAX_SAFE_INTEGER, null, true, [], {}, [[[]]], { toString: 'x' }]
const hostile: unknown[] = [...texts, 'e' + '\u0301'.repeat(60_000), ...others]
const inPaths = [
  '%00',
  'a%00b',
  '%ff',
  '%ED%A0%80',
  '%E2%80%A8',
  '%',
  '..%2f..',
  encodeURIComponent('\u{1F600}'),
  'x'.repeat(90),
  '0',
]

/** An example of what each route that takes a body takes. */
const b = randomUUID()
const code = { language: 'python', code: 'print(1)' }
const rules = { limitMinutes: 20, isRanked: false }
const clientDataJSON = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge: 'x' })).toString('base64url')
const credential = { id: 'x', rawId: 'x', type: 'public-key' }
const shownPasskey = { ...credential, response: { clientDataJSON, authenticatorData: 'x', signature: 'x', userHandle: 'x' } }
const bodies: Record<string, object | null> = {
  'POST /v1/session/guest': null,
  'POST /v1/session/account': { name: 'Somebody', password: 'correct horse battery' },
  'POST /v1/session/sign-in': { name: 'Somebody', password: 'correct horse battery' },
  'POST /v1/session/refresh': null,
  'POST /v1/session/exchange': null,
  'POST /v1/account/proof': { password: 'correct horse battery', code: '123456' },
  'PUT /v1/account/password': { password: 'correct horse battery', next: 'correct horse battery', lang: 'en' },
  'PUT /v1/account/email': { address: 'ada@example.org', lang: 'en' },
  'POST /v1/email-confirmations': { token: 'x', lang: 'en' },
  'POST /v1/password-resets': { address: 'ada@example.org', lang: 'en' },
  'POST /v1/password-resets/consume': { token: 'x', password: 'correct horse battery', lang: 'en' },
  'POST /v1/account/second-factor': null,
  'POST /v1/account/deletion': { lang: 'en' },
  'POST /v1/account/second-factor/on': { code: '123456', lang: 'en' },
  'POST /v1/account/recovery-codes': null,
  'POST /v1/account/thefts/understood': null,
  'POST /v1/account/passkeys/challenge': null,
  'POST /v1/account/passkeys': {
    credential: { ...credential, response: { clientDataJSON, attestationObject: 'x', transports: ['internal'] } },
    lang: 'en',
  },
  'PUT /v1/account/passkeys/:id': { name: 'My key ring' },
  'POST /v1/account/passkey-proofs/challenge': null,
  'POST /v1/account/passkey-proofs': shownPasskey,
  'POST /v1/passkey-challenges': null,
  'POST /v1/session/passkey': shownPasskey,
  'POST /v1/session/second-step': { ticket: 'x', code: '123456', devices: ['x'] },
  'POST /v1/session/openid': { provider: 'school' },
  'POST /v1/session/openid/link': { provider: 'school' },
  'POST /v1/session/openid/proof': { provider: 'school', code: '123456' },
  'POST /v1/session/openid/return': { provider: 'school', state: 'x', code: 'x', iss: 'x', lang: 'en' },
  'POST /v1/session/openid/account': { ticket: 'x', name: 'Somebody' },
  'PUT /v1/drafts/:slug/:language': { code: 'print(1)' },
  'POST /v1/runs': { problem: { by: 'slug', slug: 'lonely-mittens' }, ...code, files: [{ name: 'a.py', text: 'x' }], input: 'x' },
  'POST /v1/submissions': { cid: randomUUID(), slug: 'lonely-mittens', ...code, files: [{ name: 'a.py', text: 'x' }] },
  'POST /v1/submissions/:id/cancel': null,
  'POST /v1/admin/rejudges/preview': { problemSlug: 'x', receivedFrom: '2026-01-01T00:00:00Z', submissionIds: [b] },
  'POST /v1/admin/rejudges': {
    id: randomUUID(),
    reason: 'the tests were wrong',
    filter: { problemSlug: 'x', receivedUntil: '2026-01-01T00:00:00Z', battleId: b, language: 'python', verdict: 'AC' },
  },
  'POST /v1/admin/rejudges/:id/apply': null,
  'POST /v1/admin/rejudges/:id/discard': null,
  'POST /v1/admin/rejudges/:id/undo': null,
  'POST /v1/admin/people/:id/roles': { role: 'author', days: 7 },
  'POST /v1/admin/people/:id/bans': { reason: 'for a reason', days: 7 },
  'POST /v1/admin/people/:id/sessions/withdraw': { session: 'x' },
  'POST /v1/tickets': { difficulty: 'easy', language: 'python', isRanked: false },
  'POST /v1/tickets/current/renew': null,
  'POST /v1/invites': { difficulty: 'easy', ...rules },
  'POST /v1/invites/:id/join': null,
  'POST /v1/bot-battles': { difficulty: 'easy', limitMinutes: 20 },
  'POST /v1/ghost-battles': { battleId: b, userId: b },
  'POST /v1/rooms': {
    ...rules,
    format: 'duel',
    scoring: 'first-solve',
    maxPlayers: 2,
    teamCount: null,
    problemSlug: 'lonely-mittens',
    difficulty: null,
    skills: ['loops'],
    languages: ['python'],
    mayJoinLate: false,
    isListed: false,
  },
  'POST /v1/battles/:id/rematch/decline': null,
  'POST /v1/battles/:id/void': { reason: 'for a reason' },
}
const queries: Record<string, string[]> = {
  'DELETE /v1/account/email': ['lang'],
  'GET /v1/account/export': ['lang'],
  'DELETE /v1/account/second-factor': ['lang'],
  'DELETE /v1/account/linked/:id': ['lang'],
  'DELETE /v1/account/passkeys/:id': ['lang'],
  'GET /v1/battles': ['cursor'],
  'GET /v1/admin/people': ['search', 'show', 'cursor'],
  'GET /v1/admin/audit': ['person', 'actor', 'action', 'cursor'],
  'GET /v1/admin/rejudges/:id/items': ['show', 'before', 'after', 'cursor'],
}

interface Route {
  method: string
  path: string
}

/** As the app adds them: nothing is asked of it here. */
async function listRoutes(): Promise<Route[]> {
  const server = Fastify()
  const routes: Route[] = []
  server.addHook('onRoute', ({ method, url: path }) => {
    for (const each of [method].flat()) if (each !== 'HEAD') routes.push({ method: each, path })
  })
  serveHttp(server, { db: {}, config: {}, redis: {} } as AppContext, allAreas)
  await server.close()
  return routes
}

/** The example once for each place in it and each hostile value there. */
function* variations(example: unknown): Generator<unknown> {
  yield* hostile
  if (typeof example !== 'object' || example === null) return
  for (const [key, inner] of Object.entries(example)) {
    for (const changed of variations(inner)) {
      yield Array.isArray(example) ? example.with(Number(key), changed) : { ...example, [key]: changed }
    }
  }
}

let asked = 0
async function ask(method: string, path: string, body?: string): Promise<void> {
  asked += 1
  const address = `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      'x-forwarded-for': address,
      authorization: `Bearer ${tokens[asked % people]}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body }),
  })
  const what = `${method} ${path} ${body?.slice(0, 200) ?? ''} -> ${response.status}`
  const text = await response.text()
  if (response.status < 400) return
  expect(response.status, what).not.toBe(500)
  expect(response.status === 429 && text.includes('rate-limited'), what).toBe(false)
  expect(errorCodes, `${what} ${text}`).toContain((JSON.parse(text) as { code: string }).code)
}

/** A few at a time: what is looked for is faults, not load. */
async function askAll(requests: Iterable<[string, string, string?]>): Promise<void> {
  const iterator = requests[Symbol.iterator]()
  const work = async () => {
    for (let next = iterator.next(); next.done !== true; next = iterator.next()) await ask(...next.value)
  }
  await Promise.all(Array.from({ length: 6 }, work))
}

function listFaults(): string[] {
  const lines = platform.nodes.flatMap((node) => node.output().split('\n'))
  return lines.filter((line) => /"level":(50|60)/.test(line)).slice(0, 3)
}

const withParams = (path: string, value: string) => path.replaceAll(/:[a-z]+/gi, value)
const fill = (path: string) =>
  path
    .replace(':slug', 'lonely-mittens')
    .replace(':language', 'python')
    .replaceAll(/:[a-z]+/gi, b)

test('every route has an example of its body here', async () => {
  const routes = await listRoutes()
  const taking = routes
    .filter(({ method }) => method === 'POST' || method === 'PUT')
    .map(({ method, path }) => `${method} ${path}`)
  expect(Object.keys(bodies).toSorted()).toEqual(taking.toSorted())
  expect(routes.length).toBeGreaterThan(40)
})

test('paths and queries', async () => {
  const routes = await listRoutes()
  await askAll(
    (function* (): Generator<[string, string]> {
      for (const { method, path } of routes) {
        if (path.includes(':')) for (const value of inPaths) yield [method, withParams(path, value)]
        for (const name of queries[`${method} ${path}`] ?? []) {
          for (const text of texts) if (!/\p{Cs}/u.test(text)) yield [method, `${fill(path)}?${name}=${encodeURIComponent(text)}`]
          for (const raw of inPaths) yield [method, `${fill(path)}?${name}=${raw}&${name}=${raw}`]
        }
      }
    })(),
  )
  expect(listFaults()).toEqual([])
})

test('bodies', async () => {
  const routes = await listRoutes()
  await askAll(
    (function* (): Generator<[string, string, string]> {
      for (const { method, path } of routes) {
        const example = bodies[`${method} ${path}`]
        if (example === undefined) continue
        for (const body of variations(example)) yield [method, fill(path), JSON.stringify(body)]
        for (const body of ['{"a":', '{"__proto__":{}}', '1e400', '"\\ud800"', `"${'\u0301'.repeat(500_000)}"`])
          yield [method, fill(path), body]
      }
    })(),
  )
  const response = await fetch(`${url}/v1/session/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from([0x7b, 0x22, 0x6e, 0x22, 0x3a, 0x22, 0xff, 0xc0, 0x22, 0x7d]),
  })
  expect(response.status).toBe(400)
  expect(listFaults()).toEqual([])
}, 300_000)

const batch = { n: 1, language: 'python', ops: [{ atMs: 0, change: [1, [0, 'x']], by: 'input' }] }
const frames: Record<keyof typeof roomFrames | keyof typeof watchFrames, object[]> = {
  cmd: [
    { cid: randomUUID(), b, t: 'battle:submit', d: code },
    { cid: randomUUID(), b, t: 'battle:team', d: { team: 1 } },
    { cid: randomUUID(), b, t: 'battle:remove', d: { userId: b } },
    { cid: randomUUID(), b, t: 'battle:hand-on', d: { userId: b } },
  ],
  join: [{ b, from: 0 }],
  sync: [{ b, from: 0 }],
  leave: [{ b }],
  edit: [
    { b, batch },
    { b, batch: { ...batch, ops: [{ atMs: 0, change: { text: 'x' } }] } },
  ],
  chat: [{ b, preset: chatPresets[0] }],
  mute: [{ b, userId: b, isMuted: true }],
  clock: [{}],
  eph: [
    { b, t: 'cursor', d: { line: 1, lines: 1 } },
    { b, t: 'typing', d: { tab: 'x' } },
  ],
  watch: [{ b }],
  unwatch: [{ b }],
}

async function open(player: TestPlayer, namespace: string): Promise<Socket> {
  const socket = io(`${url}${namespace}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { token: player.token },
  })
  sockets.push(socket)
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject))
  return socket
}

/** A socket for some frames: the rates are the connection's. */
const perSocket = 15

test.each(Object.keys({ ...roomFrames, ...watchFrames }) as (keyof typeof frames)[])('%s frames', async (name) => {
  const namespace = name in watchFrames ? '/watch' : '/'
  let [socket, sent]: [Socket | null, number] = [null, 0]
  for (const example of frames[name]) {
    for (const given of variations(JSON.parse(JSON.stringify(example).replaceAll(b, duel.battleId)))) {
      if (JSON.stringify(given).length > 250_000) continue
      if (!socket || sent % perSocket === 0) {
        socket?.disconnect()
        socket = await open(duel.host, namespace)
        if (namespace === '/') await socket.emitWithAck('join', { b: duel.battleId, from: null })
      }
      sent += 1
      const what = `${name} ${JSON.stringify(given).slice(0, 200)}`
      if (name === 'eph') {
        socket.emit(name, given)
        continue
      }
      const answer = (await socket.timeout(10_000).emitWithAck(name, given)) as {
        ok?: boolean
        at?: number
        err?: { code: string }
      }
      if (answer.err)
        expect(
          errorCodes.filter((each) => each !== 'internal'),
          what,
        ).toContain(answer.err.code)
      else expect(answer.ok === true || answer.at !== undefined, `${what} ${JSON.stringify(answer)}`).toBe(true)
    }
  }
  expect(sent).toBeGreaterThan(20)
  // And it is still there for the next frame.
  expect(await (await open(duel.host, '/')).timeout(10_000).emitWithAck('clock', {})).toHaveProperty('at')
  expect(listFaults()).toEqual([])
})
