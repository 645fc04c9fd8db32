import type { StatementLang } from '@eduscale/contracts/problem'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app/app-context'
import type { SignedInUser } from '../../../http/signed-in-user'
import { requireOtherAdmin } from '../access/require-other-admin'
import { listGrants } from '../access/role.queries'
import { tellEnded } from '../session/tell-ended'
import { inAccessTurn } from '../people/access-turn.queries'
import { endSessions } from '../session/session.queries'
import type { Asking } from './asking'
import { noteDeletion } from './deletion.queries'
import { requireOwner } from './require-owner'

/**
 * Somebody wants to be deleted: they are signed out everywhere at once, and a week later they are nobody. Not in the middle of a battle,
 * which their opponent has begun as well; nor while they wait for one. Throws `already-playing`, `already-queued`, what `requireOwner`
 * does, and `wrong-state` for the last administrator.
 */
export async function askDeletion(app: AppContext, user: SignedInUser, asking: Asking, lang: StatementLang): Promise<Date> {
  const { db, hooks } = app
  const kind = await requireOwner(app, asking)
  const { activeBattleId, isQueued } = await hooks.findWhereabouts(user.id)
  if (activeBattleId !== null)
    throw new AppError('already-playing', 'End your battle first.', { data: { battleId: activeBattleId } })
  if (isQueued) throw new AppError('already-queued', 'Leave the queue first.')
  // By turns: of two administrators who go at once one is told that nobody else would be left.
  const { deletesAt, ended } = await inAccessTurn(db, async (tx) => {
    for (const grant of await listGrants(tx, user.id)) await requireOtherAdmin(tx, user.id, grant)
    const noted = await noteDeletion(tx, asking, { kind, lang })
    return { deletesAt: noted, ended: await endSessions(tx, user.id, { reason: 'deletion' }) }
  })
  tellEnded(app, user.id, ended)
  return deletesAt
}
