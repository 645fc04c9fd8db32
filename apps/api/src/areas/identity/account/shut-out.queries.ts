import type { DbTransaction } from '@eduscale/db'
import { forgetSecrets } from '../mail/link.queries'
import { endSessions } from '../session/session.queries'

/**
 * A way into an account was taken away, in the same transaction: whoever came in by it is out. All other sessions end, and sign-ins that it
 * has begun: they have read the version of before. Returns the sessions that ended.
 */
export async function shutOut(
  tx: DbTransaction,
  { userId, keptSession }: { userId: string; keptSession: string },
): Promise<string[]> {
  await tx.user.update({ where: { id: userId }, data: { passwordVersion: { increment: 1 } } })
  await forgetSecrets(tx, userId, ['second-step'])
  return endSessions(tx, userId, { reason: 'ended', except: keptSession })
}
