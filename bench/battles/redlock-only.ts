import { randomUUID } from 'node:crypto'
import type { AppContext } from '../../apps/api/src/app/app-context'
import type { BattleStart } from '../../apps/api/src/areas/arena/play/start.queries'

/**
 * A battle start as it is often written: a Redis lock with renewal, a look, an insert, and nothing in the database that would say
 * no. Kept beside the real one to show, under the same script and with the same counters, what the unique key is for.
 */
export async function startWithRedlockOnly({ db, locks, failpoints, metrics }: AppContext, start: BattleStart): Promise<void> {
  const { originKey } = start
  const outcome = await locks.with(`redlock-only:${originKey}`, async () => {
    const existing = await db.$queryRaw<unknown[]>`SELECT 1 FROM redlock_only_battle WHERE origin_key = ${originKey}`
    if (existing.length > 0) return 'existed'
    await failpoints.pass('start-locked')
    await db.$executeRaw`INSERT INTO redlock_only_battle (id, origin_key) VALUES (${randomUUID()}::uuid, ${originKey})`
    const made = await db.$queryRaw<unknown[]>`SELECT 1 FROM redlock_only_battle WHERE origin_key = ${originKey}`
    if (made.length > 1) metrics.duplicateBattles.inc()
    return 'started'
  })
  metrics.battleStarts.inc({ outcome })
}

/** The index finds quickly, and refuses nothing. */
export const redlockOnlyTable =
  'CREATE TABLE IF NOT EXISTS redlock_only_battle (id uuid PRIMARY KEY, origin_key text NOT NULL); ' +
  'CREATE INDEX IF NOT EXISTS redlock_only_battle_origin ON redlock_only_battle (origin_key); TRUNCATE redlock_only_battle'
