import { sessionPath } from '@eduscale/contracts/routes/session-addresses'
import createMiddleware from 'next-intl/middleware'
import { NextResponse, type NextRequest } from 'next/server'
import { resolveApiUrls } from './app-services/api/api-urls'
import { getApiUrls, isDevelopment } from './config'
import { contentSecurityPolicy } from './content-security-policy'
import { defaultLocale, localeCookie, locales } from './i18n/routing'

/** No route has this path: the answer is the page that says so. */
const noPage = '/no-such-page'

/** What has no language. */
const noPages = new Set(['/healthz', '/readyz', '/dev/mail'])

const routeByLocale = createMiddleware({ locales, defaultLocale, localePrefix: 'as-needed', localeCookie })

/** Gives every page its own nonce and a policy that names the api nodes this page may talk to. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID())
  const policy = contentSecurityPolicy({
    nonce,
    apiUrls: resolveApiUrls(getApiUrls(), pageOf(request)),
    isDevelopment: isDevelopment(),
  })
  request.headers.set('x-nonce', nonce)
  request.headers.set('content-security-policy', policy)
  const response = answerTo(request)
  response.headers.set('content-security-policy', policy)
  return response
}

/** In the language of the address, else of the person's choice, else of their browser. What isn't a page has no language. */
function answerTo(request: NextRequest): NextResponse {
  const { pathname } = request.nextUrl
  const given = { request: { headers: request.headers } }
  if (!isDecodable(pathname)) return NextResponse.rewrite(new URL(noPage, request.url), given)
  if (noPages.has(pathname) || isOfSession(pathname)) return NextResponse.next(given)
  const response = routeByLocale(request)
  // English is put before the path by next.config.ts. Done here, Next would ask itself for it over the network where it listens on
  // 127.0.0.1 (it takes its own name to be localhost), and be sent back for ever: vercel/next.js#94745.
  if (response.headers.has('x-middleware-rewrite')) {
    response.headers.delete('x-middleware-rewrite')
    response.headers.set('x-middleware-next', '1')
  }
  return response
}

/** Handed on to the api. */
function isOfSession(pathname: string): boolean {
  return pathname === sessionPath || pathname.startsWith(`${sessionPath}/`)
}

/** An address with a bad percent sign, for which Next answers 500 where a page takes a part of the address. It is no page of ours. */
function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname)
    return true
  } catch {
    return false
  }
}

function pageOf(request: NextRequest): { protocol: string; hostname: string } {
  // Behind a proxy the browser's view of the address is in the forwarded headers; the host may carry a port.
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host') ?? request.nextUrl.host
  const protocol = request.headers.get('x-forwarded-proto')?.split(',')[0]?.trim()
  const hostname = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d+)?$/i.exec(host)?.[1] ?? request.nextUrl.hostname
  return { protocol: protocol === 'https' ? 'https:' : request.nextUrl.protocol, hostname }
}

export const config = {
  matcher: [{ source: '/((?!_next/static|_next/image|icon.svg|favicon.ico).*)' }],
}
