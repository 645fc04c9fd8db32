import { sessionPath } from '@eduscale/contracts/routes/session-addresses'
import { attemptHeader, slotHeader } from '@eduscale/contracts/routes/address'
import { resolveApiUrls } from './app-services/api/api-urls'
import { getApiUrls, getSessionApiUrls } from './config'

/** The api says what is too large; nobody sends a name and a password of that size. */
const maxBodyBytes = 64 * 1024
/** Behind others a password takes long to hash. */
const timeoutMs = 35_000
/** The node is away, or serves other areas: another one may do. */
const elsewhere = [421, 502, 503, 504]

const handedOn = [
  'authorization',
  'content-type',
  'cookie',
  'origin',
  'sec-fetch-site',
  'user-agent',
  'x-forwarded-for',
  attemptHeader,
  slotHeader,
]
const handedBack = ['cache-control', 'content-type', 'retry-after', 'www-authenticate']

/** The node that answered last is asked first. */
let first = 0

/** Hands a request on to whichever api node answers, cookies and all: pages ask their own origin, whose cookies no other site gets. */
export async function handOn(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  if (pathname !== sessionPath && !pathname.startsWith(`${sessionPath}/`))
    return refuse(404, 'not-found', 'There is nothing here.')
  // Before it is read; a body without a length is cut off by Next (next.config.ts).
  if (Number(request.headers.get('content-length')) > maxBodyBytes) return tooLarge()
  const bytes = await request.arrayBuffer()
  if (bytes.byteLength > maxBodyBytes) return tooLarge()
  const headers = new Headers()
  for (const name of handedOn) {
    const value = request.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  const urls = getUrls()
  const start = first
  let last: Response | null = null
  for (let step = 0; step < urls.length; step += 1) {
    first = (start + step) % urls.length
    const answer = await fetch(`${urls[first]}${pathname}${search}`, {
      method: request.method,
      headers,
      ...(bytes.byteLength > 0 && { body: bytes }),
      cache: 'no-store',
      redirect: 'manual',
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]),
    }).catch(() => null)
    if (answer && !elsewhere.includes(answer.status)) return handBack(answer)
    last = answer ?? last
  }
  return last ? handBack(last) : refuse(503, 'unavailable', 'No server answered.')
}

function handBack(answer: Response): Response {
  const headers = new Headers()
  for (const name of handedBack) {
    const value = answer.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  for (const cookie of answer.headers.getSetCookie()) headers.append('set-cookie', cookie)
  return new Response(answer.status === 204 ? null : answer.body, { status: answer.status, headers })
}

function getUrls(): string[] {
  const own = getSessionApiUrls()
  return own.length > 0 ? own : resolveApiUrls(getApiUrls(), { protocol: 'http:', hostname: '127.0.0.1' })
}

function tooLarge(): Response {
  return refuse(413, 'too-large', 'This is more than can be sent at once.')
}

function refuse(status: number, code: string, message: string): Response {
  return Response.json({ code, message }, { status, headers: { 'cache-control': 'no-store' } })
}
