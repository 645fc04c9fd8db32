import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/app-context'
import { isFromHere } from '../../../http/is-from-here'
import { escapeHtml } from './compose-mail'
import { listShownMails } from './mail.queries'

/**
 * `/dev/mail`: what would have been sent, for whoever tries the platform on their own machine. For a browser of this machine alone, that
 * asks by one of its names: neither for the rest of the network, nor for a page of somewhere else that a name of its own leads here.
 */
export function devMailRoutes(server: FastifyInstance, { db, config }: AppContext): void {
  if (!config.DEV_MAIL || config.SMTP_URL !== undefined) return
  server.get('/dev/mail', async (request, reply) => {
    if (!isFromHere(request.raw)) return reply.callNotFound()
    const mails = await listShownMails(db)
    const items = mails.map(
      ({ address, subject, at, html }) => `
      <article>
        <h2>${escapeHtml(subject)}</h2>
        <p>To ${escapeHtml(address)}, ${at.toISOString()}</p>
        <div>${/<body[^>]*>(.*)<\/body>/s.exec(html)?.[1] ?? ''}</div>
      </article>`,
    )
    const none = items.length === 0 ? '<p>No mails yet.</p>' : ''
    return reply
      .type('text/html; charset=utf-8')
      .headers({
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      })
      .send(
        `<!doctype html><html lang="en"><title>Mails</title><meta name="viewport" content="width=device-width">
        <body style="font:16px/1.5 sans-serif;max-width:44em;margin:2em auto;padding:0 1em"><h1>Mails</h1>${none}${items.join('')}</body></html>`,
      )
  })
}
