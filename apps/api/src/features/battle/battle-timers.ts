import type { AppContext } from '../../app-context'
import { transition } from './transition'

/** A timer taken by a node that then dies fires again after this long. */
const leaseMs = 5_000

const mostAtOnce = 64

/**
 * Fires the timers that are due, and tells in how many milliseconds the next one is; null when there is none. Any number of nodes may do
 * this at once: SKIP LOCKED shares them out, the lease covers a node's death, and the transition itself is guarded by the battle's
 * version.
 */
export async function fireTimers(app: AppContext): Promise<number | null> {
  // `now()` and not `clock_timestamp()`: within a statement it stands still, so that the index on `fire_at` can be searched for it.
  const [found] = await app.db.sql<{ due: { battleId: string; kind: string }[]; nextInMs: number | null }>`
    WITH due AS (
      SELECT battle_id, kind FROM battle_timer WHERE fire_at <= now()
      ORDER BY fire_at LIMIT ${mostAtOnce}::int FOR UPDATE SKIP LOCKED
    ), taken AS (
      UPDATE battle_timer t SET fire_at = clock_timestamp() + ${leaseMs}::int * interval '1 millisecond'
      FROM due WHERE t.battle_id = due.battle_id AND t.kind = due.kind
      RETURNING t.battle_id, t.kind
    )
    SELECT
      (SELECT coalesce(jsonb_agg(jsonb_build_object('battleId', battle_id, 'kind', kind)), '[]') FROM taken) AS due,
      (SELECT (extract(epoch FROM fire_at - clock_timestamp()) * 1000)::double precision
       FROM battle_timer WHERE fire_at > now() ORDER BY fire_at LIMIT 1) AS "nextInMs"`
  const { due = [], nextInMs = null } = found ?? {}
  await Promise.all(due.map(({ battleId, kind }) => fire(app, battleId, kind)))
  // What was fired may have set another one.
  return due.length > 0 ? 0 : nextInMs
}

async function fire(app: AppContext, battleId: string, kind: string): Promise<void> {
  const fired = await transition(app, { battleId, input: { by: 'timer', kind } })
  // A timer that has nothing to do any more would only come back.
  if (fired.kind === 'nothing') await app.db.battleTimer.deleteMany({ where: { battleId, kind } })
}
