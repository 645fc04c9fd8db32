import type { Db } from '@eduscale/db'

export async function findPlayed(db: Db, battleId: string): Promise<{ state: string; problemSlug: string | null } | null> {
  return db.battle.findUnique({ where: { id: battleId }, select: { state: true, problemSlug: true } })
}
