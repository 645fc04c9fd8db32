import { createDb } from '@eduscale/db'
import { loadConfig } from '@eduscale/platform/config'
import { Failpoints } from '@eduscale/platform/failpoint'
import { createLocks } from '@eduscale/platform/lock'
import { createLockRedis } from '@eduscale/platform/redis'
import { z } from 'zod'
import { createApiMetrics } from '../../apps/api/src/api-metrics'
import type { AppContext } from '../../apps/api/src/app-context'
import { startBattle } from '../../apps/api/src/features/battle/start-battle'
import { startWithRedlockOnly } from './redlock-only'

// One of the processes that race for battle starts (start-race.ts): takes batches of keys from its parent and starts them all at once.

const config = loadConfig(
  z.object({
    DATABASE_URL: z.string(),
    REDIS_URL: z.string(),
    FAILPOINTS: z.string().default(''),
    LOCK_TTL_MS: z.coerce.number(),
    VARIANT: z.enum(['guarded', 'redlock-only']),
  }),
)
const batchSchema = z.object({ keys: z.array(z.string()), players: z.array(z.string()) })

const redis = createLockRedis(config.REDIS_URL)
redis.on('error', () => {})
await new Promise((resolve) => redis.once('ready', resolve))
const metrics = createApiMetrics('starter')
const context: Pick<AppContext, 'db' | 'locks' | 'failpoints' | 'metrics'> & { publisher: { notice: () => void } } = {
  db: createDb({ url: config.DATABASE_URL, poolSize: 10, applicationName: 'starter' }),
  // Nobody goes ahead without the lock here: it is the lock that is on trial.
  locks: createLocks(redis, { ttlMs: () => config.LOCK_TTL_MS, waitMs: 60_000, registry: metrics.registry }),
  failpoints: new Failpoints(config.FAILPOINTS),
  metrics,
  publisher: { notice: () => {} },
}
// What a start doesn't touch isn't there.
const app = context as unknown as AppContext

process.on('message', (message) => {
  const { keys, players } = batchSchema.parse(message)
  const rules = { limitMs: 300_000, isRanked: false, difficulty: null }
  const started = keys.map(async (originKey) => {
    const start = { originKind: 'match' as const, originKey, rules, players }
    await (config.VARIANT === 'guarded' ? startBattle(app, start) : startWithRedlockOnly(app, start))
  })
  void Promise.allSettled(started).then((results) =>
    process.send?.({ failed: results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : [])) }),
  )
})
process.send?.('ready')
