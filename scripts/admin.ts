import { createDb } from '@eduscale/db'
import { setRole } from '../apps/api/src/areas/identity/tools'
import { findDatabaseUrl } from './setup/running-platform'

/** Says who administers the platform: `npm run -s admin -- grant NAME`, `npm run -s admin -- revoke NAME`. */
const usage = 'usage: npm run -s admin -- grant NAME | revoke NAME'
const roles = { grant: 'admin', revoke: 'user' } as const

try {
  console.log(await run(process.argv[2], process.argv.slice(3).join(' ')))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

async function run(action: string | undefined, name: string): Promise<string> {
  if ((action !== 'grant' && action !== 'revoke') || name.trim() === '') throw new Error(usage)
  const db = createDb({ url: findDatabaseUrl(process.env), poolSize: 1, applicationName: 'admin' })
  try {
    const user = await setRole(db, name, roles[action])
    return `${user.name} is ${roles[action] === 'admin' ? 'an administrator' : 'no administrator any more'}`
  } finally {
    await db.$disconnect()
  }
}
