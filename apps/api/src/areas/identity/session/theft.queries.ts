import type { Theft } from '@eduscale/contracts/session'
import type { Db } from '@eduscale/db'

/** The newest session of somebody that was stolen and that they haven't been told of; null where there is none. */
export async function findUntoldTheft(db: Db, userId: string): Promise<Theft | null> {
  const [row] = await db.sql<Omit<Theft, 'endedAt'> & { endedAt: Date }>`
    SELECT device, network, withdrawn_at AS "endedAt" FROM session
    WHERE user_id = ${userId}::uuid AND reason = 'stolen' AND told_at IS NULL
    ORDER BY withdrawn_at DESC LIMIT 1`
  return row ? { ...row, endedAt: row.endedAt.toISOString() } : null
}

/** They have read it, of all that there are by then. */
export async function noteTheftsTold(db: Db, userId: string): Promise<void> {
  await db.sql`
    UPDATE session SET told_at = clock_timestamp()
    WHERE user_id = ${userId}::uuid AND reason = 'stolen' AND told_at IS NULL`
}
