import type { Db } from '@eduscale/db'

/** Rejects where none is taken, as on a full disk. */
export async function tryWrite(db: Db): Promise<void> {
  await db.$executeRaw`UPDATE execution_state SET reason = reason WHERE id = 1`
}
