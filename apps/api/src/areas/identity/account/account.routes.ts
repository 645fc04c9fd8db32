import { registerBodySchema, signInBodySchema, type Me } from '@eduscale/contracts/account'
import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/app-context'
import { parseGiven } from '../../../http/parse-given'
import { bearerToken, sessionOfToken } from '../../../http/session-token'
import { getPublicUser } from './account.queries'
import { findRequestUser, getRequestUser } from './authenticate'
import { takeOfAddress } from './limit-caller'
import { createGuest, register } from './register'
import { deleteSession } from './session.queries'
import { signIn } from './sign-in'

export function accountRoutes(server: FastifyInstance, app: AppContext): void {
  const { db, config, addressOf } = app

  const perMinute = config.GUESTS_PER_MINUTE
  const newGuests = { name: 'guests', perMinute, perDay: 100 * perMinute }
  server.post('/v1/guests', async (request, reply) => {
    await takeOfAddress(app, newGuests, addressOf(request.raw))
    return reply.status(201).send(await createGuest(db))
  })

  server.post('/v1/accounts', async (request, reply) => {
    const body = parseGiven(registerBodySchema, request.body)
    const guest = await findRequestUser(db, request)
    return reply.status(201).send(await register(app, { ...body, guest }, addressOf(request.raw)))
  })

  server.post('/v1/sessions', async (request, reply) => {
    const body = parseGiven(signInBodySchema, request.body)
    return reply.status(201).send(await signIn(app, body, addressOf(request.raw)))
  })

  server.delete('/v1/sessions/current', async (request, reply) => {
    const token = bearerToken(request)
    if (token !== null) {
      if (await deleteSession(db, token)) app.publisher.sessionEnded(sessionOfToken(token))
    }
    return reply.status(204).send()
  })

  server.get('/v1/me', async (request): Promise<Me> => {
    const { id, role } = await getRequestUser(db, request)
    const [user, whereabouts] = await Promise.all([getPublicUser(db, id), app.hooks.findWhereabouts(id)])
    return { user, ...whereabouts, isAdmin: role === 'admin' }
  })
}
