import type { DbTransaction } from '@eduscale/db'

/** Whoever takes a way into an account away waits here for whoever takes another one away. */
export async function lockWaysIn(tx: Pick<DbTransaction, '$queryRaw'>, userId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "user" WHERE id = ${userId}::uuid FOR NO KEY UPDATE`
}

/** Whether there is one: a password, or a passkey. Asked after one is gone, in its transaction. */
export async function hasWayIn(tx: Pick<DbTransaction, '$queryRaw'>, userId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "user" u WHERE u.id = ${userId}::uuid
      AND (u.password_hash IS NOT NULL OR EXISTS (SELECT FROM passkey WHERE user_id = u.id))`
  return rows.length > 0
}
