import { subscribe } from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'

/**
 * What every answer of a server says that isn't a page: take it for nothing else than it says, frame it nowhere, run and load nothing from it,
 * keep it nowhere. An answer that is known better (a picture, say) says so itself.
 */
export function answerHeaders({ isHttps }: { isHttps: boolean }): Readonly<Record<string, string>> {
  return {
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'cross-origin-opener-policy': 'same-origin',
    // Pages of ours come from another port, and perhaps another name of the same site.
    'cross-origin-resource-policy': 'same-site',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(isHttps && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
  }
}

/**
 * Of all http servers of this process, before anybody has looked at the request: no route, refusal, library or socket server that answers by
 * itself can be without.
 */
export function secureAnswers(headers: Readonly<Record<string, string>>): void {
  subscribe('http.server.request.start', (message) => {
    const { response } = message as { response: ServerResponse }
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  })
}

/** For what Node can't read as a request: there is no answer to set headers of, only a socket. */
export function writeBadRequest(headers: Readonly<Record<string, string>>, body: string): string {
  const all = {
    ...headers,
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return `HTTP/1.1 400 Bad Request\r\n${lines.join('\r\n')}\r\n\r\n${body}`
}
