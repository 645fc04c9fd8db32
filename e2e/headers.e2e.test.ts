import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { findFreePort } from '@eduscale/testing/free-port'
import { until } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test } from 'vitest'

/* What every answer of the web server says, by itself: no api node is there. */
const webRoot = fileURLToPath(new URL('../apps/web', import.meta.url))
const servers: ChildProcess[] = []
let [plain, secure, metrics] = ['', '', '']

async function startWeb(publicUrl: string | null): Promise<string> {
  const [port, metricsPort] = [await findFreePort(), await findFreePort()]
  const url = `http://127.0.0.1:${port}`
  const away = 'http://127.0.0.1:9'
  const server = spawn(
    process.execPath,
    ['../../node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(port)],
    {
      cwd: webRoot,
      env: {
        ...process.env,
        PUBLIC_URL: publicUrl ?? url,
        API_URLS: publicUrl === null ? away : '',
        SESSION_API_URLS: away,
        METRICS_PORT: String(metricsPort),
        NEXT_TELEMETRY_DISABLED: '1',
      },
      stdio: 'ignore',
    },
  )
  servers.push(server)
  await until('the web server answers', async () => (await fetch(`${url}/healthz`).catch(() => null))?.ok ?? false, 60_000)
  metrics = `http://127.0.0.1:${metricsPort}`
  return url
}

beforeAll(async () => {
  plain = await startWeb(null)
  secure = await startWeb('https://eduscale.example')
}, 180_000)
afterAll(() => {
  for (const server of servers) server.kill('SIGTERM')
})

const nothing = "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

function findMissing(headers: Headers, isHttps: boolean): string[] {
  const policy = headers.get('content-security-policy') ?? ''
  const isOfPage = /script-src 'self' 'nonce-[\w+/=]+' 'strict-dynamic'/.test(policy) && !policy.includes(nothing)
  const found: Record<string, boolean> = {
    'content-security-policy': (policy === nothing || isOfPage) && policy.includes("frame-ancestors 'none'"),
    'cross-origin-opener-policy': headers.get('cross-origin-opener-policy') === 'same-origin',
    'cross-origin-resource-policy': headers.get('cross-origin-resource-policy') === 'same-origin',
    'permissions-policy': headers.get('permissions-policy')?.includes('camera=()') ?? false,
    'referrer-policy': headers.get('referrer-policy') === 'same-origin',
    'x-content-type-options': headers.get('x-content-type-options') === 'nosniff',
    'x-frame-options': headers.get('x-frame-options') === 'DENY',
    'x-powered-by': !headers.has('x-powered-by'),
    'strict-transport-security':
      headers.get('strict-transport-security') === (isHttps ? 'max-age=31536000; includeSubDomains' : null),
  }
  return Object.keys(found).filter((name) => !found[name])
}

async function ask(what: string, init: RequestInit = {}, base = plain) {
  const [method = '', path = ''] = what.split(' ')
  const response = await fetch(`${base}${path}`, { method, redirect: 'manual', ...init })
  const text = await response.text()
  const { status, headers } = response
  return { status, missing: findMissing(headers, base === secure), headers, text }
}

test('pages, files, redirects, refusals, and what is none of them', async () => {
  const page = await ask('GET /')
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self' 'nonce-")
  const script = /\/_next\/static\/[^"]+\.js/.exec(page.text)?.[0] ?? ''
  const expected: [string, number, RequestInit?][] = [
    ['GET /', 200],
    ['HEAD /arena', 200],
    ['GET /uk/settings', 200],
    ['GET /sign-in/openid/school?code=x&state=x', 200],
    ['GET /en/arena', 307],
    ['GET /arena', 307, { headers: { 'accept-language': 'uk' } }],
    ['GET /arena/', 308],
    ['GET /no-such-page', 404],
    ['GET /%ff', 404],
    ['GET /practice/%E0%A4%A', 404],
    [`GET ${script}`, 200],
    ['GET /_next/static/chunks/none.js', 404],
    ['GET /_next/image?url=/icon.svg&w=64&q=75', 404],
    ['GET /icon.svg', 200],
    ['GET /favicon.ico', 404],
    ['GET /healthz', 200],
    ['GET /readyz', 200],
    ['GET /dev/mail', 307],
    ['POST /healthz', 405],
    ['GET /v1/session/none', 503],
    ['PUT /v1/session', 405],
    ['POST /v1/session/sign-in', 503, { body: '{}' }],
    ['POST /v1/session/sign-in', 413, { body: 'x'.repeat(70_000) }],
  ]
  for (const [what, status, init] of expected) {
    for (const base of [plain, secure]) {
      const answer = await ask(what, init, base)
      expect({ what, missing: answer.missing }).toEqual({ what, missing: [] })
      if (base === plain) expect({ what, status: answer.status }).toEqual({ what, status })
    }
  }
})

test('files are kept, pages and what is a person’s own are not', async () => {
  const page = await ask('GET /')
  const script = /\/_next\/static\/[^"]+\.js/.exec(page.text)?.[0] ?? ''
  expect((await ask(`GET ${script}`)).headers.get('cache-control')).toContain('immutable')
  for (const what of ['GET /', 'GET /uk/settings', 'GET /healthz', 'GET /dev/mail', 'POST /v1/session/refresh'])
    expect((await ask(what)).headers.get('cache-control'), what).toContain('no-store')
})

test('figures, on their own port', async () => {
  for (const [path, status] of [
    ['/metrics', 200],
    ['/none', 404],
  ] as const) {
    const response = await fetch(`${metrics}${path}`)
    // Of the server that was started last.
    expect({ status: response.status, missing: findMissing(response.headers, true) }).toEqual({ status, missing: [] })
  }
})

test('an answer without one of them is found', () => {
  expect(findMissing(new Headers({ 'x-powered-by': 'Next.js' }), true)).toHaveLength(9)
})
