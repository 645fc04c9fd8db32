import type { Db, DbTransaction } from '@eduscale/db'

/**
 * Changes of who may do what come one after the other, on all nodes: whether somebody may make one, and whether an administrator is left,
 * hangs on all that were made before. They are few.
 */
export async function inAccessTurn<Result>(db: Db, work: (tx: DbTransaction) => Promise<Result>): Promise<Result> {
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('access'), 0)`
    return work(tx)
  })
}
