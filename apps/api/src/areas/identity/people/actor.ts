import type { Action } from '@eduscale/contracts/actions'
import type { DbTransaction } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import { can, type Resource } from '@eduscale/rules/may'
import { findBan } from '../access/ban.queries'
import { listRoles } from '../access/role.queries'

/** By whom something is done: a person, or a command of whoever runs the platform. */
export type Actor = { id: string } | 'command'

export function idOf(actor: Actor): string | null {
  return actor === 'command' ? null : actor.id
}

/**
 * Asked once more when it is one's turn: of two administrators who take each other's role away at once, the second is none any more.
 * Throws `forbidden`.
 */
export async function requireMay(tx: DbTransaction, actor: Actor, action: Action, resource: Resource): Promise<void> {
  if (actor === 'command') return
  const [known, ban] = [await listRoles(tx, [actor.id]), await findBan(tx, actor.id)]
  const roles = known.get(actor.id)
  if (ban || !roles || !can({ id: actor.id, roles }, action, resource)) throw new AppError('forbidden', 'This is not for you.')
}
