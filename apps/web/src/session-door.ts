import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { isSameSite } from '@eduscale/rules/same-site'

/**
 * Ends the server where the cookies of a session would not go to the api nodes: that would show much later, as people who are signed out. (Next
 * goes on after what is thrown here, and answers everybody with 500.)
 */
export function requireOneSite(publicUrl: string | null, apiUrls: readonly string[]): void {
  const elsewhere = publicUrl === null ? undefined : apiUrls.find((url) => !isSameSite(publicUrl, url))
  if (elsewhere === undefined) return
  console.error(
    `API_URLS names ${elsewhere}, which is another site than PUBLIC_URL's ${publicUrl}: its nodes would get no cookie of a session. ` +
      'Give them names below the same domain, with the same scheme.',
  )
  process.exit(1)
}

/**
 * Every request says from whom it comes, before anybody looks at it: Next believes a header that a stranger has sent, and shows no handler
 * the connection. The caller's own address is put last, where whoever trusts this server looks.
 */
export function noteWhoCalls(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    const said = request.headers[forwardedFor]
    const caller = request.socket.remoteAddress ?? 'unknown'
    request.headers[forwardedFor] = said === undefined ? caller : `${[said].flat().join(', ')}, ${caller}`
  })
}

export const forwardedFor = 'x-forwarded-for'
