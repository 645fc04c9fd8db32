import { createDb } from '@eduscale/db'
import { migrate } from '@eduscale/db/migrate'
import { loadProblems } from '../apps/api/src/features/problem/load-problems'
import { loadConfig } from '@eduscale/platform/config'
import { z } from 'zod'

/** Migrates the database and loads the problem packages: `npm run database`. Safe to run again. */
const config = loadConfig(z.object({ DATABASE_URL: z.string(), PROBLEMS_DIR: z.string().default('problems') }))
const applied = await migrate({
  url: config.DATABASE_URL,
  folder: 'prisma/migrations',
  onApplied: (name) => console.log(`  applied ${name}`),
})
if (applied.length === 0) console.log('  migrations are up to date')
const db = createDb({ url: config.DATABASE_URL, poolSize: 2, applicationName: 'prepare-database' })
try {
  console.log(`  ${await loadProblems(db, config.PROBLEMS_DIR)} problems`)
} finally {
  await db.$disconnect()
}
