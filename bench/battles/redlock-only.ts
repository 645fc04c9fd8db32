import { randomUUID } from 'node:crypto'
import type { AppContext } from '../../apps/api/src/app-context'
import type { BattleStart } from '../../apps/api/src/features/battle/start-battle'

/**
 * A battle start as it is often written: a Redis lock with renewal, a look, an insert, and nothing in the database that would say
 * no. Kept beside the real one to show, under the same script, what the unique key is for.
 */
export async function startWithRedlockOnly(app: AppContext, start: BattleStart): Promise<void> {
  await app.locks.with(`redlock-only:${start.originKey}`, async () => {
    const existing = await app.db.$queryRaw<unknown[]>`SELECT 1 FROM redlock_only_battle WHERE origin_key = ${start.originKey}`
    if (existing.length > 0) return
    await app.failpoints.pass('start-locked')
    await app.db.$executeRaw`INSERT INTO redlock_only_battle (id, origin_key) VALUES (${randomUUID()}::uuid, ${start.originKey})`
  })
}

export const redlockOnlyTable =
  'CREATE TABLE IF NOT EXISTS redlock_only_battle (id uuid PRIMARY KEY, origin_key text NOT NULL); TRUNCATE redlock_only_battle'
