import type { Rematch } from '@eduscale/contracts/battle'
import { AppError } from '@eduscale/platform/errors'
import { tryEach } from '@eduscale/platform/try-each'
import { isTerminal } from '@eduscale/rules/battle-states'
import type { AppContext } from '../../../app/app-context'
import { findRematch, listOpenRematches } from './rematch.queries'
import { transition } from './transition'

/** Says no without going there. Repeating it, or being too late, changes nothing; how the rematch stands then is the answer. */
export async function declineRematch(app: AppContext, battleId: string, userId: string): Promise<Rematch> {
  const rematch = await findRematch(app.db, battleId)
  if (!rematch) throw new AppError('not-found', 'Nobody has asked for a rematch of this battle.')
  if (!isTerminal(rematch.state)) await transition(app, { battleId: rematch.battleId, input: { by: 'decline', userId } })
  return (await findRematch(app.db, battleId)) ?? rematch
}

/**
 * Whoever enters another battle comes to no rematch that they were asked for or have asked for: the others needn't wait for them. Never
 * fails, since the other battle is entered by then.
 */
export async function withdrawRematches(app: AppContext, userId: string, enteredId: string): Promise<void> {
  try {
    const open = await listOpenRematches(app.db, userId, enteredId)
    await tryEach(
      open,
      ({ id }) => `rematch ${id}`,
      ({ id }) => transition(app, { battleId: id, input: { by: 'decline', userId } }),
    )
  } catch (err) {
    // It may have begun, or ended, at this very moment.
    app.log.info({ err, userId }, 'a rematch was not withdrawn')
  }
}
