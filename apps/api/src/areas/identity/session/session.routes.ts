import { slotHeader } from '@eduscale/contracts/routes/address'
import { AppError } from '@eduscale/platform/errors'
import type { FastifyRequest } from 'fastify'
import type { AppContext } from '../../../app/app-context'
import { bearerToken } from '../../../http/bearer-token'
import type { RouteRegistry } from '../../../http/registry'
import { openSessionOfToken, sessionOfToken } from './bearer-token.queries'
import { findSlot } from './session-cookie'
import { endSession, listSessions } from './session.queries'
import { tellEnded } from './tell-ended'
import { listSigningKeys } from './signing-key.queries'
import { signedOut, type SessionService } from './session-service'

export function sessionRoutes(http: RouteRegistry, app: AppContext, sessions: SessionService): void {
  const { db, config } = app

  http.serve('refreshSession', async ({ request, reply }) => {
    requirePage(request, config)
    const key = await sessions.findKey(request)
    if (!key) throw signedOut(null)
    return sessions.present(key, { request, reply })
  })

  http.serve('exchangeToken', async ({ request, reply }) => {
    const token = bearerToken(request)
    if (token === null || !(await openSessionOfToken(db, token, sessions.whenceOf(request)))) throw signedOut(null)
    const sessionId = sessionOfToken(token)
    return sessions.present({ sessionId, number: 0 }, { request, reply })
  })

  http.serve('signOut', async ({ request, reply }) => {
    const shown = await app.readToken(bearerToken(request) ?? '')
    const key = await sessions.findKey(request)
    for (const sessionId of new Set([shown?.sessionId, key?.sessionId])) {
      const userId = sessionId !== undefined && (await endSession(db, sessionId, 'signed-out'))
      if (userId) tellEnded(app, userId, [sessionId])
    }
    const slot = findSlot(request)
    if (slot !== null) (await sessions.cookies()).clear(reply, slot)
  })

  http.serve('listPublicKeys', async () => ({ keys: await listSigningKeys(db) }))

  http.serve('listSessions', async ({ user, request }) => {
    const current = await currentSession(app, request)
    const rows = await listSessions(db, user.id)
    return {
      sessions: rows
        .filter(({ withdrawnAt }) => withdrawnAt === null)
        .map(({ id, device, network, createdAt, lastUsedAt }) => ({
          id,
          device,
          network,
          createdAt: createdAt.toISOString(),
          lastUsedAt: lastUsedAt.toISOString(),
          isCurrent: id === current,
        })),
      stolen: rows.flatMap(({ id, device, network, withdrawnAt }) =>
        withdrawnAt === null ? [] : [{ id, device, network, endedAt: withdrawnAt.toISOString() }],
      ),
    }
  })
}

/** Only our own pages say from where they come and name a slot: a form or a picture of another site can do neither. */
function requirePage(request: FastifyRequest, { PUBLIC_URL, WEB_ORIGINS }: AppContext['config']): void {
  const origins = [new URL(PUBLIC_URL).origin, ...WEB_ORIGINS]
  const { origin, 'sec-fetch-site': site } = request.headers
  const isOwn =
    origin !== undefined && origins.includes(origin) && (site === undefined || site === 'same-origin' || site === 'same-site')
  if (!isOwn || findSlot(request) === null)
    throw new AppError('forbidden', `This is for pages of this platform alone, with the header ${slotHeader}.`)
}

async function currentSession(app: AppContext, request: FastifyRequest): Promise<string | null> {
  return (await app.readToken(bearerToken(request) ?? ''))?.sessionId ?? null
}
