import type { Db } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import { findBan } from './ban.queries'

/** Asked after the password alone: nobody else is told. Throws `banned` with the reason, and until when. */
export async function requireNotBanned(db: Db, userId: string): Promise<void> {
  const ban = await findBan(db, userId)
  if (!ban) return
  const until = ban.expiresAt?.toISOString() ?? null
  throw new AppError('banned', `You are banned${until === null ? '' : ` until ${until}`}: ${ban.reason}`, {
    data: { reason: ban.reason, until },
  })
}
