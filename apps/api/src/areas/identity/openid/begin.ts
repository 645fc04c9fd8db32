import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AppContext } from '../../../app/app-context'
import { takeOfAddress } from '../account/limit-address'
import { getOwner } from '../account/password.queries'
import { writeAddress } from './ask-provider'
import { nameBrowser } from './browser-cookie'
import { keepRequest, type Asked } from './openid.queries'
import type { Providers } from './providers'

/** A class signs in at once. */
const ofAddress = { name: 'openid', perMinute: 240, perDay: 4_000 }

interface Beginning extends Pick<Asked, 'provider' | 'purpose'> {
  /** Whoever links or proves. */
  asking: { userId: string; session: string } | null
  /** A page of ours, for a browser that has to begin elsewhere. */
  page: string
}

/**
 * Sends this browser to a provider: everything that comes back is looked for in what is kept here. A provider leads back to PUBLIC_URL: who
 * has opened a page by another name begins at that one. Throws `not-found`, `provider-away` or `rate-limited`.
 */
export async function begin(
  app: AppContext,
  providers: Providers,
  { provider: id, purpose, asking, page }: Beginning,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<{ url: string }> {
  const { db, config } = app
  const { origin } = new URL(config.PUBLIC_URL)
  if (request.headers.origin !== undefined && request.headers.origin !== origin) return { url: `${origin}${page}` }
  await takeOfAddress(app, ofAddress, app.addressOf(request.raw))
  const provider = providers.get(id)
  const [state = '', nonce = '', verifier = ''] = Array.from({ length: 3 }, () => randomBytes(32).toString('base64url'))
  const url = await writeAddress(app, providers, provider, { state, nonce, verifier, isAgain: purpose === 'prove' })
  const browser = await nameBrowser(app, request, reply)
  const { userId = null, session = null } = asking ?? {}
  const passwordVersion = userId === null ? null : (await getOwner(db, userId)).passwordVersion
  await keepRequest(db, { provider: id, purpose, userId, session, passwordVersion, state, nonce, verifier, browser })
  return { url }
}
