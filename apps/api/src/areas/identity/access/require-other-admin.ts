import type { DbTransaction } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import { hasOtherAdmin, type GrantRow } from './role.queries'

/** Before a grant ends: somebody is left who is an administrator for as long. Throws `wrong-state`. */
export async function requireOtherAdmin(
  tx: DbTransaction,
  userId: string,
  { role, expiresAt }: Pick<GrantRow, 'role' | 'expiresAt'>,
): Promise<void> {
  if (role !== 'admin' || (await hasOtherAdmin(tx, userId, expiresAt))) return
  throw new AppError('wrong-state', 'No other administrator would be left for as long.', { data: { because: 'last-admin' } })
}
