import { can } from '@eduscale/rules/may'
import type { AppContext } from '../../../app/app-context'
import type { RouteRegistry } from '../../../http/registry'
import { bearerToken, sessionOfToken } from '../../../http/session-token'
import { getPublicUser } from './account.queries'
import { takeOfAddress } from './limit-address'
import { createGuest, register } from './register'
import { finishSecondStep } from './second-step'
import { deleteSession } from './session.queries'
import { signIn } from './sign-in'

/** As many as sign in with a password. */
const secondSteps = { name: 'second-steps', perMinute: 240, perDay: 4_000 }

export function accountRoutes(http: RouteRegistry, app: AppContext): void {
  const { db, config, addressOf } = app

  const perMinute = config.GUESTS_PER_MINUTE
  const newGuests = { name: 'guests', perMinute, perDay: 100 * perMinute }
  http.serve('createGuest', async ({ request }) => {
    await takeOfAddress(app, newGuests, addressOf(request.raw))
    return createGuest(db)
  })

  http.serve('register', async ({ body, request, findUser }) =>
    register(app, { ...body, guest: await findUser() }, addressOf(request.raw)),
  )

  http.serve('signIn', ({ body, request }) => signIn(app, body, addressOf(request.raw)))

  http.serve('finishSignIn', async ({ body, request }) => {
    const address = addressOf(request.raw)
    await takeOfAddress(app, secondSteps, address)
    return finishSecondStep(app, body, address)
  })

  http.serve('signOut', async ({ request }) => {
    const token = bearerToken(request)
    if (token !== null && (await deleteSession(db, token))) app.publisher.sessionEnded(sessionOfToken(token))
  })

  http.serve('getMe', async ({ user: asking }) => {
    const [user, whereabouts] = await Promise.all([getPublicUser(db, asking.id), app.hooks.findWhereabouts(asking.id)])
    return { user, ...whereabouts, isStaff: can(asking, 'admin:enter') }
  })
}
