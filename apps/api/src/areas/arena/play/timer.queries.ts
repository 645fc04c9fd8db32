import type { Db } from '@eduscale/db'

/** A timer taken by a node that then dies fires again after this long: a battle ends within two seconds of its time. */
const leaseMs = 1_500

const mostAtOnce = 64

export interface TakenTimer {
  battleId: string
  kind: string
  /** What it was set to when it was taken: nobody has set it anew as long as it is still that. */
  leasedUntil: string
}

/** Takes the timers that are due, but those that `resting` names, and tells when the next one is. */
export async function takeDueTimers(db: Db, resting: readonly string[]): Promise<{ due: TakenTimer[]; nextInMs: number | null }> {
  // `now()` and not `clock_timestamp()`: within a statement it stands still, so that the index on `fire_at` can be searched for it.
  const [found] = await db.sql<{ due: TakenTimer[]; nextInMs: number | null }>`
    WITH due AS (
      SELECT battle_id, kind FROM battle_timer
      WHERE fire_at <= now() AND battle_id::text || ' ' || kind <> ALL(${[...resting]}::text[])
      ORDER BY fire_at LIMIT ${mostAtOnce}::int FOR UPDATE SKIP LOCKED
    ), taken AS (
      UPDATE battle_timer t SET fire_at = clock_timestamp() + ${leaseMs}::int * interval '1 millisecond'
      FROM due WHERE t.battle_id = due.battle_id AND t.kind = due.kind
      RETURNING t.battle_id, t.kind, t.fire_at
    )
    SELECT
      (SELECT coalesce(jsonb_agg(jsonb_build_object('battleId', battle_id, 'kind', kind, 'leasedUntil', fire_at::text)), '[]') FROM taken) AS due,
      (SELECT (extract(epoch FROM fire_at - clock_timestamp()) * 1000)::double precision
       FROM battle_timer WHERE fire_at > now() ORDER BY fire_at LIMIT 1) AS "nextInMs"`
  return found ?? { due: [], nextInMs: null }
}

/** Unless somebody has set it anew. */
export async function dropTimer(db: Db, { battleId, kind, leasedUntil }: TakenTimer): Promise<void> {
  await db.sql`
    DELETE FROM battle_timer
    WHERE battle_id = ${battleId}::uuid AND kind = ${kind} AND fire_at = ${leasedUntil}::timestamptz`
}

/** Unless somebody has set it anew. */
export async function setTimer(db: Db, { battleId, kind, leasedUntil }: TakenTimer, dueAt: number): Promise<void> {
  await db.sql`
    UPDATE battle_timer SET fire_at = ${new Date(dueAt).toISOString()}::timestamptz
    WHERE battle_id = ${battleId}::uuid AND kind = ${kind} AND fire_at = ${leasedUntil}::timestamptz`
}
