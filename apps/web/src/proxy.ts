import { NextResponse, type NextRequest } from 'next/server'
import { resolveApiUrls } from './api/api-urls'
import { getApiUrls, isDevelopment } from './config'
import { contentSecurityPolicy } from './content-security-policy'

/** No route has this path: the answer is the page that says so. */
const noPage = '/no-such-page'

/** Gives every page its own nonce and a policy that names the api nodes this page may talk to. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID())
  const policy = contentSecurityPolicy({
    nonce,
    apiUrls: resolveApiUrls(getApiUrls(), pageOf(request)),
    isDevelopment: isDevelopment(),
  })
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  const response = isDecodable(request.nextUrl.pathname)
    ? NextResponse.next({ request: { headers } })
    : NextResponse.rewrite(new URL(noPage, request.url), { request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
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
