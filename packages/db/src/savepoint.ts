import type { DbTransaction } from './client'

/** What `work` wrote before it failed is taken back, and the transaction goes on. Throws what it threw. */
export async function withSavepoint<Result>(tx: DbTransaction, work: () => Promise<Result>): Promise<Result> {
  await tx.$executeRaw`SAVEPOINT part`
  try {
    const result = await work()
    await tx.$executeRaw`RELEASE SAVEPOINT part`
    return result
  } catch (error) {
    await tx.$executeRaw`ROLLBACK TO SAVEPOINT part`
    throw error
  }
}
