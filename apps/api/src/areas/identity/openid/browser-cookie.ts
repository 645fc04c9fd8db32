import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AppContext } from '../../../app/app-context'
import { hashSecret } from '../mail/link.queries'
import { getInstallationId } from '../session/session.queries'
import { openIdSeconds } from './openid.queries'

/**
 * What a browser is known by while it is sent to a provider: whatever comes back by another one is worth nothing, be it a link that somebody
 * has sent to sign a person in as themselves. Strict: the page that the provider sends one back to asks for itself. Over https no other
 * name of the domain can set it (`__Host-`).
 */
export async function nameBrowser(app: Pick<AppContext, 'db' | 'config'>, request: FastifyRequest, reply: FastifyReply) {
  const name = await cookieName(app)
  // The same for several tabs at once.
  const secret = read(request, name) ?? randomBytes(32).toString('base64url')
  const secure = isSecure(app.config) ? '; Secure' : ''
  void reply.header('set-cookie', `${name}=${secret}; Path=/; Max-Age=${openIdSeconds}; HttpOnly; SameSite=Strict${secure}`)
  return hashSecret(secret)
}

/** The hash of its secret; null for a browser that was sent nowhere. */
export async function findBrowser(app: Pick<AppContext, 'db' | 'config'>, request: FastifyRequest) {
  const secret = read(request, await cookieName(app))
  return secret === null ? null : hashSecret(secret)
}

async function cookieName({ db, config }: Pick<AppContext, 'db' | 'config'>): Promise<string> {
  return `${isSecure(config) ? '__Host-' : ''}eduscale-openid-${await getInstallationId(db)}`
}

function isSecure({ PUBLIC_URL }: AppContext['config']): boolean {
  return new URL(PUBLIC_URL).protocol === 'https:'
}

function read(request: FastifyRequest, name: string): string | null {
  const parts = (request.headers.cookie ?? '').split(';').map((part) => part.trim())
  const value = parts.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''
  return /^[\w-]{43}$/.test(value) ? value : null
}
