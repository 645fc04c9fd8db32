import { connect } from 'node:net'
import { methodOf, pathOf } from '@eduscale/contracts/routes/address'
import { addresses, type RouteName } from '@eduscale/contracts/routes/addresses'
import { startTestPlatform, type TestNode, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMember } from './ways-in'

/* What every answer of an api node says, whoever answers, and whatever. */
let platform: TestPlatform
let secure: TestNode
let url: string

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 1, runner: false, env: { DEV_MAIL: 'on' } })
  secure = await platform.startNode({ PUBLIC_URL: 'https://eduscale.example', DEV_MAIL: 'off' })
  url = platform.urls[0] ?? ''
}, 120_000)
afterAll(() => platform.stop())

/** What is said of the answer is the same everywhere but in these, each of which knows better. */
const own: Partial<Record<string, readonly string[]>> = {
  'GET /v1/languages': ['cache-control'],
  'GET /dev/mail': ['content-security-policy'],
}

function findMissing(headers: Headers, what = '', isHttps = false): string[] {
  const policy = headers.get('content-security-policy') ?? ''
  const found: Record<string, boolean> = {
    'cache-control': headers.get('cache-control') === 'no-store',
    'content-security-policy':
      policy === "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'cross-origin-opener-policy': headers.get('cross-origin-opener-policy') === 'same-origin',
    'cross-origin-resource-policy': headers.get('cross-origin-resource-policy') === 'same-site',
    'permissions-policy': headers.get('permissions-policy')?.includes('camera=()') ?? false,
    'referrer-policy': headers.get('referrer-policy') === 'no-referrer',
    'x-content-type-options': headers.get('x-content-type-options') === 'nosniff',
    'x-frame-options': headers.get('x-frame-options') === 'DENY',
    'x-powered-by': !headers.has('x-powered-by'),
    'strict-transport-security':
      headers.get('strict-transport-security') === (isHttps ? 'max-age=31536000; includeSubDomains' : null),
    // Of a policy of its own: it loads nothing by default, and is framed by nobody.
    'default-src': policy.includes("default-src 'none'"),
  }
  return Object.keys(found).filter((name) => !found[name] && !own[what]?.includes(name))
}

async function ask(what: string, init: RequestInit = {}, base = url): Promise<{ status: number; missing: string[] }> {
  const [method = '', path = ''] = what.split(' ')
  const response = await fetch(`${base}${path}`, { method, redirect: 'manual', ...init })
  await response.arrayBuffer()
  return { status: response.status, missing: findMissing(response.headers, what, base === secure.url) }
}

/** Nobody has these. */
const params = { id: 'AAAAAAAAAA', slug: 'no-such-problem', language: 'python', hash: '0'.repeat(64), role: 'host' }

test('every route, answered or refused, to a stranger and to a member', async () => {
  const { player } = await createMember(platform)
  const statuses = new Set<number>()
  // Signing out comes last, as nobody is anybody after it.
  const names = (Object.keys(addresses) as RouteName[]).toSorted((a, b) => Number(a === 'signOut') - Number(b === 'signOut'))
  expect(names.length).toBeGreaterThan(60)
  for (const name of names) {
    const what = `${methodOf(addresses[name])} ${pathOf(addresses[name], params)}`
    for (const token of [null, player.token]) {
      const headers = { ...(token !== null && { authorization: `Bearer ${token}` }) }
      for (const base of [url, secure.url]) {
        const { status, missing } = await ask(what, { headers }, base)
        statuses.add(status)
        expect(missing, `${what} ${status}`).toEqual([])
      }
    }
  }
  for (const status of [200, 204, 400, 401, 403, 404]) expect(statuses, `${[...statuses].join()}`).toContain(status)
})

test('what is no route, or is answered by somebody else', async () => {
  const json = { 'content-type': 'application/json' }
  const origin = 'http://127.0.0.1:4000'
  const preflight = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'session-slot' }
  const expected: [string, number, RequestInit?][] = [
    ['GET /healthz', 200],
    ['GET /readyz', 200],
    ['GET /dev/mail', 200],
    ['HEAD /healthz', 200],
    ['GET /nothing', 404],
    ['PATCH /v1/me', 404],
    ['GET /v1/problems/%ff', 400],
    ['OPTIONS /v1/session/sign-in', 204, { headers: preflight }],
    ['POST /v1/session/guest', 403, { headers: { origin: 'http://evil.example' } }],
    ['POST /v1/session/sign-in', 400, { headers: json, body: '{' }],
    ['POST /v1/session/sign-in', 413, { headers: json, body: JSON.stringify({ name: 'x'.repeat(300_000) }) }],
    // The socket server's own, by whichever way it has been closed.
    ['GET /socket.io/?EIO=4&transport=polling', 400],
  ]
  for (const [what, status, init] of expected) expect(await ask(what, init), what).toEqual({ status, missing: [] })
})

test('other areas, too many requests, and the port that is not for people', async () => {
  const part = await platform.startNode({ AREAS: 'judge', DEV_MAIL: 'off' })
  const strict = await platform.startNode({ RATE_LIMIT_PER_MINUTE: '3', DEV_MAIL: 'off' })
  expect(await ask('GET /v1/me', {}, part.url)).toEqual({ status: 421, missing: [] })
  const statuses: number[] = []
  for (let times = 0; times < 4; times += 1) {
    const { status, missing } = await ask('GET /v1/problems', {}, strict.url)
    expect(missing).toEqual([])
    statuses.push(status)
  }
  expect(statuses.at(-1)).toBe(429)
  for (const [path, status] of [
    ['/metrics', 200],
    ['/nothing', 404],
  ] as const)
    expect(await ask(`GET ${path}`, {}, platform.nodes[0]?.internalUrl)).toEqual({ status, missing: [] })
})

/** What comes back on a connection for what isn't a request. */
function talk(base: string | undefined, bytes: string): Promise<string> {
  const { hostname, port } = new URL(base ?? url)
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    socket.on('data', (chunk) => (text += chunk.toString()))
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
  })
}

test('what is no request at all', async () => {
  for (const base of [url, platform.nodes[0]?.internalUrl]) {
    for (const bytes of ['NONSENSE\r\n\r\n', 'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n']) {
      const [head = '', body = ''] = (await talk(base, bytes)).split('\r\n\r\n')
      const [line = '', ...fields] = head.split('\r\n')
      expect(line).toBe('HTTP/1.1 400 Bad Request')
      expect(findMissing(new Headers(fields.map((field) => field.split(': ') as [string, string])))).toEqual([])
      expect((JSON.parse(body) as { code: string }).code).toBe('bad-request')
    }
  }
})

test('an answer without one of them is found', () => {
  const headers = new Headers({ 'x-powered-by': 'somebody' })
  expect(findMissing(headers)).toHaveLength(10)
})
