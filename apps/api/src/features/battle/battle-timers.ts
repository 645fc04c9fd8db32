import type { AppContext } from '../../app-context'
import { transition } from './transition'

/** A timer taken by a node that then dies fires again after this long. */
const leaseMs = 5_000

/**
 * Fires the timers that are due. Any number of nodes may do this at once: SKIP LOCKED shares them out, the lease covers a node's
 * death, and the transition itself is guarded by the battle's version.
 */
export async function fireTimers(app: AppContext): Promise<void> {
  const due = await app.db.$queryRaw<{ battle_id: string; kind: string }[]>`
    UPDATE battle_timer t SET fire_at = clock_timestamp() + ${leaseMs}::int * interval '1 millisecond'
    FROM (
      SELECT battle_id, kind FROM battle_timer WHERE fire_at <= clock_timestamp()
      ORDER BY fire_at LIMIT 64 FOR UPDATE SKIP LOCKED
    ) due
    WHERE t.battle_id = due.battle_id AND t.kind = due.kind
    RETURNING t.battle_id, t.kind`
  await Promise.all(due.map((timer) => fire(app, timer.battle_id, timer.kind)))
}

async function fire(app: AppContext, battleId: string, kind: string): Promise<void> {
  const fired = await transition(app, { battleId, input: { by: 'timer', kind } })
  // A timer that has nothing to do any more would only come back.
  if (fired.kind === 'nothing') await app.db.battleTimer.deleteMany({ where: { battleId, kind } })
}
