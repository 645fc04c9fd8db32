import { timerDueAt } from '@eduscale/rules/battle-clock'
import type { AppContext } from '../../../app-context'
import type { Loop } from '../../../area-manifest'
import { transition } from './transition'

/** A timer taken by a node that then dies fires again after this long: a battle ends within two seconds of its time. */
const leaseMs = 1_500

const mostAtOnce = 64

/** A timer that is set for sooner than this, by another node, fires that much later at most. (The rules' are set for 5 s and more.) */
const lookMs = 1_000

/** At the millisecond for what was known, and soon for what another node has set since. */
export function timerLoop(app: AppContext): Loop {
  let nextMs: number | null = null
  return {
    name: 'timers',
    everyMs: () => Math.min(Math.max(1, Math.ceil(nextMs ?? lookMs)), lookMs),
    work: async () => {
      nextMs = null
      nextMs = await fireTimers(app)
    },
  }
}

/**
 * Fires the timers that are due, and tells in how many milliseconds the next one is; null when there is none. Any number of nodes may do
 * this at once: SKIP LOCKED shares them out, the lease covers a node's death, and the transition itself is guarded by the battle's
 * version.
 */
async function fireTimers(app: AppContext): Promise<number | null> {
  const { tries } = app
  // `now()` and not `clock_timestamp()`: within a statement it stands still, so that the index on `fire_at` can be searched for it.
  const [found] = await app.db.sql<{ due: Taken[]; nextInMs: number | null }>`
    WITH due AS (
      SELECT battle_id, kind FROM battle_timer WHERE fire_at <= now() AND battle_id::text || ' ' || kind <> ALL(${tries.timers.resting()}::text[])
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
  const { due = [], nextInMs = null } = found ?? {}
  await tries.timers.each(
    due,
    ({ battleId, kind }) => `${battleId} ${kind}`,
    (taken) => fire(app, taken),
    'at once',
  )
  // What was fired may have set another one.
  return due.length > 0 ? 0 : nextInMs
}

interface Taken {
  battleId: string
  kind: string
  /** What it was set to when it was taken: nobody has set it anew as long as it is still that. */
  leasedUntil: string
}

async function fire(app: AppContext, { battleId, kind, leasedUntil }: Taken): Promise<void> {
  const fired = await transition(app, { battleId, input: { by: 'timer', kind } })
  if (fired.kind !== 'nothing') return
  // A timer that has nothing to do any more would only come back; one that came too early comes back in time.
  const dueAt = timerDueAt(fired.battle, kind)
  if (dueAt === null) {
    await app.db.sql`
      DELETE FROM battle_timer
      WHERE battle_id = ${battleId}::uuid AND kind = ${kind} AND fire_at = ${leasedUntil}::timestamptz`
    return
  }
  await app.db.sql`
    UPDATE battle_timer SET fire_at = ${new Date(dueAt).toISOString()}::timestamptz
    WHERE battle_id = ${battleId}::uuid AND kind = ${kind} AND fire_at = ${leasedUntil}::timestamptz`
}
