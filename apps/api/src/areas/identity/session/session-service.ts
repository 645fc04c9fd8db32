import type { Access, PublicUser } from '@eduscale/contracts/account'
import { AppError } from '@eduscale/platform/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AppContext } from '../../../app/app-context'
import type { SignedInUser } from '../../../http/signed-in-user'
import { deviceLabel, networkLabel } from './device-label'
import { readRefreshKey, writeRefreshKey, type RefreshKey } from './refresh-key'
import { createSessionCookies, findSlot, type SessionCookies } from './session-cookie'
import { createSession, findSessionEnd, getInstallationId, presentKey, type Whence } from './session.queries'
import { createTokenIssuer } from './token-issuer'

/** A request, and the answer to it, which carries the cookie. */
export interface Exchange {
  request: FastifyRequest
  reply: FastifyReply
}

export interface SessionService {
  /** Whoever has proved who they are gets a session in the slot of the request; without a slot, one that nothing renews. */
  start: (userId: string, exchange: Exchange) => Promise<{ access: Access; sessionId: string }>
  /** Throws `unauthenticated` where the key doesn't lead on. */
  present: (key: RefreshKey, exchange: Exchange) => Promise<Access>
  /** An access token of a session that renews itself otherwise. */
  issue: (userId: string, sessionId: string) => Promise<Access>
  /** The key in the cookie of the request's slot, null where there is none of ours. */
  findKey: (request: FastifyRequest) => Promise<RefreshKey | null>
  whenceOf: (request: FastifyRequest) => Whence
  cookies: () => Promise<SessionCookies>
}

/** Who somebody is: a session knows them by their id alone. */
export interface People {
  /** As tokens have them, and when that was so by the database's clock; null for somebody who is no more. */
  find: (userId: string) => Promise<{ user: SignedInUser; at: Date } | null>
  getPublic: (userId: string) => Promise<PublicUser>
}

/** Keys in cookies, tokens in answers. */
export function createSessionService(app: AppContext, people: People): SessionService {
  // The area doesn't begin without.
  const secrets = app.config.SESSION_SECRET ?? []
  const { db, config, publisher, addressOf } = app
  const lifeSeconds = config.ACCESS_TOKEN_SECONDS
  const issuer = createTokenIssuer({ db, secrets, lifeSeconds })
  let made: Promise<SessionCookies> | null = null
  const cookies = () =>
    (made ??= getInstallationId(db)
      .then((installation) => createSessionCookies({ publicUrl: config.PUBLIC_URL, installation }))
      .catch((error: unknown) => {
        made = null
        throw error
      }))
  const whenceOf = (request: FastifyRequest): Whence => ({
    device: deviceLabel(request.headers['user-agent']),
    network: networkLabel(addressOf(request.raw)),
  })
  const issue = async (userId: string, sessionId: string): Promise<Access> => {
    const person = await people.find(userId)
    if (!person) throw signedOut(null)
    const [token, user] = await Promise.all([issuer.issue({ ...person, sessionId }), people.getPublic(userId)])
    return { token, expiresInMs: lifeSeconds * 1_000, user }
  }
  const hand = async ({ request, reply }: Exchange, key: RefreshKey): Promise<void> => {
    const slot = findSlot(request)
    if (slot !== null) (await cookies()).set(reply, slot, writeRefreshKey(key, secrets))
  }
  return {
    issue,
    whenceOf,
    cookies,
    start: async (userId, exchange) => {
      const isRenewed = findSlot(exchange.request) !== null
      const whence = whenceOf(exchange.request)
      const { sessionId, ended } = await createSession(db, { userId, ...whence, secondsLeft: isRenewed ? null : lifeSeconds })
      for (const other of ended) publisher.sessionEnded(other)
      const access = await issue(userId, sessionId)
      await hand(exchange, { sessionId, number: 1 })
      return { access, sessionId }
    },
    present: async (key, exchange) => {
      const presented = await presentKey(db, key, whenceOf(exchange.request))
      if (presented.is !== 'valid') {
        if (presented.is === 'stolen') {
          publisher.sessionEnded(key.sessionId)
          publisher.notice(presented.userId, { t: 'session:stolen', d: {} })
        }
        throw signedOut(await findSessionEnd(db, key.sessionId))
      }
      const access = await issue(presented.userId, key.sessionId)
      await hand(exchange, { ...key, number: presented.number })
      return access
    },
    findKey: async (request) => {
      const slot = findSlot(request)
      const text = slot === null ? null : (await cookies()).read(request, slot)
      return text === null ? null : readRefreshKey(text, secrets)
    },
  }
}

/** The one answer that means it: whoever gets another one is still who they were. */
export function signedOut(reason: string | null): AppError {
  return new AppError('unauthenticated', 'You are signed out; sign in again.', { data: { reason } })
}
