import type { AppContext } from '../../../app/app-context'
import { transition } from '../play/transition'
import { nameOf } from './presence'
import { listGone } from './presence.queries'

/** Players of running battles whose lease ran out are gone: their forfeit countdown begins. Run by the worker role. */
export async function findGonePlayers(app: AppContext): Promise<void> {
  const gone = await listGone(app.db, app.config.PRESENCE_LEASE_MS)
  await app.tries['gone-players'].each(gone, nameOf, ({ battleId, userId }) =>
    transition(app, { battleId, input: { by: 'gone', userId } }),
  )
}
