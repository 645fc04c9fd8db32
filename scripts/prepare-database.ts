import { createDb } from '@eduscale/db'
import { appRole, grantRole, identityRole } from '@eduscale/db/roles'
import { migrate } from '@eduscale/db/migrate'
import { loadConfig } from '@eduscale/platform/config'
import { z } from 'zod'
import { demoNames, ensureDemoUsers, renewNameKeys } from '../apps/api/src/areas/identity/tools'
import { loadProblems } from '../apps/api/src/areas/judge/tools'

/** Migrates the database, loads the problem packages and, in demo mode, the demo users: `npm run database`. Safe to run again. */
const config = loadConfig(
  z.object({
    DATABASE_URL: z.string(),
    PROBLEMS_DIR: z.string().default('problems'),
    /** Makes the role that the api nodes use, with this password. */
    APP_DATABASE_PASSWORD: z.string().min(16).optional(),
    /** Makes the role of a process that serves identity alone, with this password. */
    IDENTITY_DATABASE_PASSWORD: z.string().min(16).optional(),
    /** Set in demo mode only: the password of the demo users. */
    DEMO_PASSWORD: z.string().min(8).optional(),
    /** Where people open the web app: a demo administrator is for this machine, or https. */
    PUBLIC_URL: z.url().default('http://127.0.0.1:4000'),
  }),
)
const applied = await migrate({
  url: config.DATABASE_URL,
  folder: 'prisma/migrations',
  onApplied: (name) => console.log(`  applied ${name}`),
})
if (applied.length === 0) console.log('  migrations are up to date')
if (config.APP_DATABASE_PASSWORD) {
  await grantRole(appRole, { url: config.DATABASE_URL, password: config.APP_DATABASE_PASSWORD })
  console.log('  the api has a role of its own')
}
if (config.IDENTITY_DATABASE_PASSWORD) {
  await grantRole(identityRole, { url: config.DATABASE_URL, password: config.IDENTITY_DATABASE_PASSWORD })
  console.log('  identity has a role of its own')
}
const db = createDb({ url: config.DATABASE_URL, poolSize: 2, applicationName: 'prepare-database' })
try {
  console.log(`  ${await loadProblems(db, config.PROBLEMS_DIR)} problems`)
  const renewed = await renewNameKeys(db)
  if (renewed > 0) console.log(`  ${renewed} names have a key that look-alikes share`)
  if (config.DEMO_PASSWORD) {
    await ensureDemoUsers(db, { password: config.DEMO_PASSWORD, publicUrl: config.PUBLIC_URL })
    console.log(`  demo users: ${demoNames.join(', ')}`)
  }
} finally {
  await db.$disconnect()
}
