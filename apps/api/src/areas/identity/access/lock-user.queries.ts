import type { DbTransaction } from '@eduscale/db'

/** Whoever changes what an account is, or what leads into it, waits here for whoever else does, and sees it then. */
export async function lockUser(tx: Pick<DbTransaction, '$queryRaw'>, userId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "user" WHERE id = ${userId}::uuid FOR NO KEY UPDATE`
}
