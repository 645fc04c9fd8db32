import { rematchSchema, type Rematch } from '@eduscale/contracts/battle'
import type { Db } from '@eduscale/db'
import { statesOf } from '@eduscale/rules/battle-states'

/** The battle that came of another one, and who asked for it. */
export async function findRematch(db: Db, battleId: string): Promise<Rematch | null> {
  const rows = await db.$queryRaw<Rematch[]>`
    SELECT b.id AS "battleId", b.state, aborted.data->>'reason' AS reason, aborted.data->>'userId' AS "userId",
      (SELECT coalesce(array_agg(asked.actor::text ORDER BY asked.seq), '{}') FROM (
        SELECT actor, min(seq) AS seq FROM battle_event
        WHERE battle_id = ${battleId}::uuid AND type = 'battle:rematch' AND actor IS NOT NULL GROUP BY actor
      ) asked) AS "askedBy"
    FROM battle b LEFT JOIN battle_event aborted ON aborted.battle_id = b.id AND aborted.type = 'battle:aborted'
    WHERE b.origin_kind = 'rematch' AND b.origin_key = ${battleId}`
  return rows[0] ? rematchSchema.parse(rows[0]) : null
}

/** Rematches that wait for this player, but one. */
export async function listOpenRematches(db: Db, userId: string, exceptId: string): Promise<{ id: string }[]> {
  return db.battle.findMany({
    where: {
      originKind: 'rematch',
      state: { in: [...statesOf.waiting] },
      id: { not: exceptId },
      players: { some: { userId } },
    },
    select: { id: true },
  })
}

/** The battle that a rematch came of, with its players. */
export async function listAsked(db: Db, rematchId: string): Promise<{ userId: string; battleId: string }[]> {
  return db.sql<{ userId: string; battleId: string }>`
    SELECT p.user_id AS "userId", p.battle_id AS "battleId"
    FROM battle b JOIN battle_player p ON p.battle_id = CASE b.origin_kind WHEN 'rematch' THEN b.origin_key::uuid END
    WHERE b.id = ${rematchId}::uuid`
}
