import type { Db } from '@eduscale/db'

export async function readExecutionState(db: Db): Promise<{ state: string; reason: string }> {
  return db.executionState.findUniqueOrThrow({ where: { id: 1 }, select: { state: true, reason: true } })
}
