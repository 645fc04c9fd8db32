import { registerBodySchema, signInBodySchema, type Me } from '@eduscale/contracts/account'
import { AppError } from '@eduscale/platform/errors'
import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../app-context'
import { parseGiven } from '../../http/parse-given'
import { findActiveBattleId } from '../battle/battle.queries'
import { findUserByName, getPublicUser } from './account.queries'
import { bearerToken, createSession, findRequestUser, getRequestUser, hashToken, sessionOfToken } from './authenticate'
import { isPassword } from './password'
import { createGuest, register } from './register'

export function accountRoutes(server: FastifyInstance, app: AppContext): void {
  const { db, config } = app
  // By address, since nobody is signed in yet; scrypt is also costly for us.
  const byAddress = { keyGenerator: (request: { ip: string }) => request.ip, timeWindow: '1 minute' }

  server.post('/v1/guests', { config: { rateLimit: { ...byAddress, max: config.GUESTS_PER_MINUTE } } }, async (_request, reply) =>
    reply.status(201).send(await createGuest(db)),
  )

  server.post('/v1/accounts', { config: { rateLimit: { ...byAddress, max: 20 } } }, async (request, reply) => {
    const body = parseGiven(registerBodySchema, request.body)
    const guest = await findRequestUser(db, request)
    return reply.status(201).send(await register(app, { ...body, guest }))
  })

  server.post('/v1/sessions', { config: { rateLimit: { ...byAddress, max: 20 } } }, async (request, reply) => {
    const body = parseGiven(signInBodySchema, request.body)
    const user = await findUserByName(db, body.name.trim())
    // The same work whether or not the name exists, so that timing tells nothing.
    const isRight = await isPassword(body.password, user?.passwordHash ?? dummyHash)
    if (!user || !isRight) throw new AppError('wrong-password', 'Name or password is wrong.')
    return reply.status(201).send({ token: await createSession(db, user.id), user: await getPublicUser(db, user.id) })
  })

  server.delete('/v1/sessions/current', async (request, reply) => {
    const token = bearerToken(request)
    if (token !== null) {
      const { count } = await db.session.deleteMany({ where: { tokenHash: hashToken(token) } })
      if (count > 0) app.publisher.sessionEnded(sessionOfToken(token))
    }
    return reply.status(204).send()
  })

  server.get('/v1/me', async (request): Promise<Me> => {
    const { id, role } = await getRequestUser(db, request)
    const [user, activeBattleId, tickets] = await Promise.all([
      getPublicUser(db, id),
      findActiveBattleId(db, id),
      db.ticket.count({ where: { userId: id, state: 'open' } }),
    ])
    return { user, activeBattleId, isQueued: tickets > 0, isAdmin: role === 'admin' }
  })
}

const dummyHash = `scrypt$131072$${'A'.repeat(22)}$${'A'.repeat(43)}`
