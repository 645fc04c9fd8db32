import { createDb } from '@eduscale/db'
import { loadConfig } from '@eduscale/platform/config'
import { Failpoints } from '@eduscale/platform/failpoint'
import { createLocks } from '@eduscale/platform/lock'
import { createHintRedis } from '@eduscale/platform/redis'
import { z } from 'zod'
import { createApiMetrics } from '../../apps/api/src/app/api-metrics'
import type { AppContext } from '../../apps/api/src/app/app-context'
import { startBattle } from '../../apps/api/src/areas/arena/play/start-battle'
import { startWithRedlockOnly } from './redlock-only'

// One of the processes that race for battle starts (start-race.ts): takes batches from its parent and starts them.

const config = loadConfig(
  z.object({
    DATABASE_URL: z.string(),
    REDIS_URL: z.string(),
    FAILPOINTS: z.string().default(''),
    LOCK_TTL_MS: z.coerce.number(),
    VARIANT: z.enum(['guarded', 'redlock-only']),
  }),
)
const batchSchema = z.array(z.object({ originKey: z.string(), players: z.array(z.string()) }))

/** As many as the pool has connections, and some that wait for the other process: more would only hold locks longer. */
const atOnce = 24
const poolSize = 10
const told = ['battle_start_attempts_total', 'duplicate_battles_total', 'stale_fence_rejected_total', 'lock_lost_total']

const redis = createHintRedis(config.REDIS_URL, 'lock')
redis.on('error', () => {})
await new Promise((resolve) => redis.once('ready', resolve))
const metrics = createApiMetrics('starter')
const failpoints = new Failpoints(config.FAILPOINTS)
let pauses = 0
const context = {
  db: createDb({ url: config.DATABASE_URL, poolSize, applicationName: 'starter' }),
  // Nobody goes ahead without the lock here: it is the lock that is on trial.
  locks: createLocks(redis, { ttlMs: () => config.LOCK_TTL_MS, waitMs: 60_000, registry: metrics.registry }),
  failpoints: {
    pass: async (name: string) => {
      const before = performance.now()
      await failpoints.pass(name)
      if (performance.now() - before > config.LOCK_TTL_MS) pauses += 1
    },
  },
  metrics,
  publisher: { notice: () => {} },
}
// What a start doesn't touch isn't there.
const app = context as unknown as AppContext

process.on('message', (message) => {
  void runBatch(batchSchema.parse(message)).then((answer) => process.send?.(answer))
})
process.send?.('ready')

async function runBatch(starts: z.infer<typeof batchSchema>) {
  const rules = { limitMs: 300_000, isRanked: false, difficulty: null }
  const failed: string[] = []
  const left = starts.values()
  const work = async () => {
    // Both processes take the keys in the same order, so they meet at most of them.
    for (const one of left) {
      const start = { originKind: 'match' as const, rules, ...one }
      const started = config.VARIANT === 'guarded' ? startBattle(app, start) : startWithRedlockOnly(app, start)
      await started.catch((error: unknown) => failed.push(String(error)))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return { failed: [...new Set(failed)], pauses, counters: Object.fromEntries(await Promise.all(told.map(readCounter))) }
}

async function readCounter(name: string): Promise<[string, number]> {
  const { values = [] } = (await metrics.registry.getSingleMetric(name)?.get()) ?? {}
  return [name, values.reduce((total, { value }) => total + value, 0)]
}
