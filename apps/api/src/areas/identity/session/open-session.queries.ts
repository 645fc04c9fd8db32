import type { DbTransaction } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import { lockUser } from '../access/lock-user.queries'

/**
 * At the beginning of a transaction that changes an account's safety: the session that asks is open still, and whose it is are who they
 * were taken for. A change of the password that is on its way is waited for: whoever it puts out leaves nothing behind. Throws
 * `unauthenticated`.
 */
export async function requireOpenSession(
  tx: Pick<DbTransaction, '$queryRaw'>,
  { userId, session }: { userId: string; session: string },
  kinds: readonly ('guest' | 'member')[] = ['member'],
): Promise<void> {
  await lockUser(tx, userId)
  const open = await tx.$queryRaw<object[]>`
    SELECT 1 FROM session s JOIN "user" u ON u.id = s.user_id
    WHERE s.id = ${session}::uuid AND s.withdrawn_at IS NULL AND u.id = ${userId}::uuid AND u.kind = ANY(${[...kinds]}::text[])
    FOR SHARE OF s`
  if (open.length === 0) throw new AppError('unauthenticated', 'You are signed out; sign in again.')
}
