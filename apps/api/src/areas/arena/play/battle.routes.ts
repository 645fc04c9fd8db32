import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app/app-context'
import type { RouteRegistry } from '../../../http/registry'
import { listBattles } from '../player/list-battles'
import { findAccess, getSealed } from './log.queries'
import { presentBattle } from './present-battle'
import { declineRematch } from './rematch'
import { findRematch } from './rematch.queries'
import { transition } from './transition'

export function battleRoutes(http: RouteRegistry, app: AppContext): void {
  const { db } = app

  http.serve('listBattles', ({ query, user }) => listBattles(app, user.id, query.cursor ?? null))

  http.serveFound(
    'getBattle',
    async ({ params, findUser }) => findAccess(db, params.id, (await findUser())?.id ?? null),
    ({ params }) => presentBattle(db, params.id),
  )

  http.serveFound(
    'getRematch',
    ({ params, user }) => findAccess(db, params.id, user.id),
    async ({ params }) => ({ rematch: await findRematch(db, params.id) }),
  )

  http.serveFound(
    'declineRematch',
    ({ params, user }) => findAccess(db, params.id, user.id),
    async ({ params, user }) => ({ rematch: await declineRematch(app, params.id, user.id) }),
  )

  /** Nothing without the key that the start brings. */
  http.serveFound(
    'getSealed',
    ({ params, user }) => findAccess(db, params.id, user.id),
    ({ params }) => getSealed(db, params.id),
  )

  http.serve('voidBattle', async ({ params: { id }, body: { reason }, user }) => {
    const voided = await transition(app, {
      battleId: id,
      input: { by: 'void', userId: user.id, note: reason },
      audit: { actorId: user.id, action: 'battle-voided', data: { reason } },
    })
    if (voided.kind !== 'done') throw new AppError('wrong-state', 'This battle is over already.')
    return presentBattle(db, id)
  })
}
