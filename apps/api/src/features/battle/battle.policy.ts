import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../app-context'
import { findAccess } from './battle.queries'

/** Players see their battle always, everybody else once it is over. Throws `not-found` or `forbidden`. */
export async function getBattleAccess(app: AppContext, battleId: string, userId: string | null) {
  const access = await findAccess(app.db, battleId, userId)
  if (!access) throw new AppError('not-found', 'There is no such battle.')
  if (!access.mayView) throw new AppError('forbidden', 'This battle can be watched once it is over.')
  return access
}
