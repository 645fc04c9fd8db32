import { loadConfig } from '@eduscale/platform/config'
import { z } from 'zod'

const schema = z.object({ TEST_DATABASE_URL: z.string(), TEST_REDIS_URL: z.string() })

/** PostgreSQL (any database on it) and Redis that tests may use as they like; `npm test` starts them. */
export function getTestServices(): { databaseUrl: string; redisUrl: string } {
  const { TEST_DATABASE_URL, TEST_REDIS_URL } = loadConfig(schema)
  return { databaseUrl: TEST_DATABASE_URL, redisUrl: TEST_REDIS_URL }
}
