import { loadConfig } from '@eduscale/platform/config'
import { z } from 'zod'

const schema = z.object({
  TEST_DATABASE_URL: z.string(),
  /** One for each file that runs at a time, with commas between them. */
  TEST_REDIS_URL: z.string(),
  /** Of vitest: from 1, which of the files at work at a time this is. */
  VITEST_POOL_ID: z.coerce.number().int().min(1).default(1),
})

/** PostgreSQL (any database on it) and a Redis that a test file may use as it likes; `npm test` starts them. */
export function getTestServices(): { databaseUrl: string; redisUrl: string } {
  const { TEST_DATABASE_URL, TEST_REDIS_URL, VITEST_POOL_ID } = loadConfig(schema)
  const redisUrl = TEST_REDIS_URL.split(',')[VITEST_POOL_ID - 1]
  if (redisUrl === undefined) throw new Error(`${VITEST_POOL_ID} test files run at a time, and TEST_REDIS_URL names fewer`)
  return { databaseUrl: TEST_DATABASE_URL, redisUrl }
}
