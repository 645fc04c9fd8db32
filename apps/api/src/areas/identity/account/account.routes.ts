import { findGuest } from './find-guest'
import { can } from '@eduscale/rules/may'
import type { AppContext } from '../../../app/app-context'
import type { RouteRegistry } from '../../../http/registry'
import type { SessionService } from '../session/session-service'
import { findDeletion, getPublicUser } from './account.queries'
import { takeOfAddress } from './limit-address'
import { createGuest, register } from './register'
import { enter, type Entered } from './enter'
import { finishSecondStep } from './second-step'
import { signIn } from './sign-in'
import type { Exchange } from '../session/session-service'
import { findUntoldTheft } from '../session/theft.queries'

/** As many as sign in with a password. */
const secondSteps = { name: 'second-steps', perMinute: 240, perDay: 4_000 }

export function accountRoutes(http: RouteRegistry, app: AppContext, sessions: SessionService): void {
  const { db, config, addressOf } = app
  const enterBy = (entered: Entered, exchange: Exchange) => enter(app, sessions, entered, exchange)

  const perMinute = config.GUESTS_PER_MINUTE
  const newGuests = { name: 'guests', perMinute, perDay: 100 * perMinute }
  http.serve('createGuest', async ({ request, reply }) => {
    await takeOfAddress(app, newGuests, addressOf(request.raw))
    const userId = await createGuest(db)
    return { ...(await sessions.start(userId, { request, reply })).access, device: null }
  })

  http.serve('register', async ({ body, request, reply, findUser }) => {
    const given = { ...body, findGuest: () => findGuest(request, findUser) }
    return enterBy(await register(app, given, addressOf(request.raw)), { request, reply })
  })

  http.serve('signIn', async ({ body, request, reply }) =>
    enterBy(await signIn(app, body, addressOf(request.raw)), { request, reply }),
  )

  http.serve('finishSignIn', async ({ body, request, reply }) => {
    const address = addressOf(request.raw)
    await takeOfAddress(app, secondSteps, address)
    return enterBy(await finishSecondStep(app, body, address), { request, reply })
  })

  http.serve('getMe', async ({ user: asking }) => {
    const [user, whereabouts, theft, deletesAt] = await Promise.all([
      getPublicUser(db, asking.id),
      app.hooks.findWhereabouts(asking.id),
      findUntoldTheft(db, asking.id),
      findDeletion(db, asking.id),
    ])
    const isStaff = can(asking, 'admin:enter')
    return { user, ...whereabouts, theft, isStaff, deletesAt: deletesAt?.toISOString() ?? null }
  })
}
