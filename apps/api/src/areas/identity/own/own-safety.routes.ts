import type { AppContext } from '../../../app/app-context'
import type { RouteRegistry } from '../../../http/registry'
import { tellEnded } from '../session/tell-ended'
import { noteTheftsTold } from '../session/theft.queries'
import { askingOf } from './asking'
import { endOwnSessions } from './end-own-sessions.queries'
import { listSecurityEvents } from './security-events.queries'

/** Where one is signed in, and what happened to one's account. */
export function ownSafetyRoutes(http: RouteRegistry, app: AppContext): void {
  const { db } = app

  http.serve('endSession', async ({ user, params, request }) => {
    const asking = await askingOf(app, request)
    tellEnded(app, user.id, await endOwnSessions(db, asking, { only: params.id }))
  })

  http.serve('endOtherSessions', async ({ user, request }) => {
    const asking = await askingOf(app, request)
    tellEnded(app, user.id, await endOwnSessions(db, asking, { except: asking.session }))
  })

  http.serve('understandTheft', ({ user }) => noteTheftsTold(db, user.id))

  http.serve('listSecurityEvents', async ({ user }) => ({ events: await listSecurityEvents(db, user.id) }))
}
