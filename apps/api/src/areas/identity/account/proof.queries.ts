import { Prisma, type Db } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import { daysAgo, pruneRows } from '../../../app/prune.queries'

/** So long a session needs no other proof for what secures an account. */
export const proofMinutes = 10

/**
 * False where what was proved is no longer all that the account asks for: its password is another one, or a second step was turned on. Waits
 * for such a change that is on its way.
 */
export async function noteProof(
  db: Db,
  session: string,
  { id, passwordVersion }: { id: string; passwordVersion: number },
): Promise<boolean> {
  const rows = await db.sql`
    WITH owner AS (
      SELECT id FROM "user" WHERE id = ${id}::uuid AND password_version = ${passwordVersion}::int FOR SHARE
    )
    INSERT INTO session_proof (session, user_id) SELECT ${session}, id FROM owner
    ON CONFLICT (session) DO UPDATE SET user_id = excluded.user_id, proved_at = clock_timestamp()
    RETURNING 1`
  return rows.length > 0
}

/** Throws `wrong-state` where it isn't so any more. */
export async function requireNoted(noted: Promise<boolean>): Promise<void> {
  if (!(await noted)) throw new AppError('wrong-state', 'What your account asks for has changed meanwhile: prove it once more.')
}

export async function isProved(db: Db, session: string, userId: string): Promise<boolean> {
  const rows = await db.sql`
    SELECT 1 FROM session_proof
    WHERE session = ${session} AND user_id = ${userId}::uuid
      AND proved_at > clock_timestamp() - ${proofMinutes}::int * interval '1 minute'`
  return rows.length > 0
}

export async function pruneProofs(db: Db): Promise<void> {
  await pruneRows(db, { table: 'session_proof', key: 'session', where: Prisma.sql`proved_at < ${daysAgo(1)}` })
}
