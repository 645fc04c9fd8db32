import type { Db } from '@eduscale/db'

/** A battle with its whole log. */
export async function getRecorded(db: Db, battleId: string) {
  return db.battle.findUniqueOrThrow({
    where: { id: battleId },
    include: { events: { orderBy: { seq: 'asc' } }, problem: { select: { testSetHash: true } } },
  })
}
