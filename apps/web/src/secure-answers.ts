import { subscribe } from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'

/** Of all answers of the web server; pages bring a policy of their own instead (proxy.ts), since they have scripts. */
function answerHeaders(publicUrl: string | null): Readonly<Record<string, string>> {
  return {
    'content-security-policy':
      "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(publicUrl?.startsWith('https:') && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
  }
}

/**
 * Before Next has looked at the request: static files, redirects, refusals and its own errors are answered without asking any code of ours.
 * How long an answer is kept is left to it, since it says so by itself only where nobody has.
 */
export function secureAnswers(publicUrl: string | null): void {
  const headers = Object.entries(answerHeaders(publicUrl))
  subscribe('http.server.request.start', (message) => {
    const { response } = message as { response: ServerResponse }
    for (const [name, value] of headers) response.setHeader(name, value)
  })
}
