import { Prisma, type Db } from '@eduscale/db'
import { daysAgo, perStatement, pruneInPortions } from '../../../app/prune.queries'

/** So long a session needs no other proof for what secures an account. */
export const proofMinutes = 10

export async function noteProof(db: Db, session: string, userId: string): Promise<void> {
  await db.sql`
    INSERT INTO session_proof (session, user_id) VALUES (${session}, ${userId}::uuid)
    ON CONFLICT (session) DO UPDATE SET user_id = excluded.user_id, proved_at = clock_timestamp()`
}

export async function isProved(db: Db, session: string, userId: string): Promise<boolean> {
  const rows = await db.sql`
    SELECT 1 FROM session_proof
    WHERE session = ${session} AND user_id = ${userId}::uuid
      AND proved_at > clock_timestamp() - ${proofMinutes}::int * interval '1 minute'`
  return rows.length > 0
}

export async function pruneProofs(db: Db): Promise<void> {
  await pruneInPortions(
    db,
    Prisma.sql`
      DELETE FROM session_proof WHERE session = ANY(ARRAY(
        SELECT session FROM session_proof WHERE proved_at < ${daysAgo(1)} LIMIT ${perStatement}))`,
  )
}
