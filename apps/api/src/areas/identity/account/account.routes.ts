import { can } from '@eduscale/rules/may'
import type { AppContext } from '../../../app/app-context'
import type { RouteRegistry } from '../../../http/registry'
import type { SessionService } from '../session/session-service'
import { getPublicUser } from './account.queries'
import { takeOfAddress } from './limit-address'
import { createGuest, register } from './register'
import { signIn } from './sign-in'

export function accountRoutes(http: RouteRegistry, app: AppContext, sessions: SessionService): void {
  const { db, config, addressOf } = app

  const perMinute = config.GUESTS_PER_MINUTE
  const newGuests = { name: 'guests', perMinute, perDay: 100 * perMinute }
  http.serve('createGuest', async ({ request, reply }) => {
    await takeOfAddress(app, newGuests, addressOf(request.raw))
    const userId = await createGuest(db)
    return { ...(await sessions.start(userId, { request, reply })), device: null }
  })

  http.serve('register', async ({ body, request, reply, findUser }) => {
    const { userId, device } = await register(app, { ...body, guest: await findUser() }, addressOf(request.raw))
    return { ...(await sessions.start(userId, { request, reply })), device }
  })

  http.serve('signIn', async ({ body, request, reply }) => {
    const { userId, device } = await signIn(app, body, addressOf(request.raw))
    return { ...(await sessions.start(userId, { request, reply })), device }
  })

  http.serve('getMe', async ({ user: asking }) => {
    const [user, whereabouts] = await Promise.all([getPublicUser(db, asking.id), app.hooks.findWhereabouts(asking.id)])
    return { user, ...whereabouts, isAdmin: can(asking, 'admin:enter') }
  })
}
