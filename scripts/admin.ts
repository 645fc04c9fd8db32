import { parseArgs } from 'node:util'
import { createDb, type Db } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import { grantedRoles, type GrantedRole } from '@eduscale/contracts/actions'
import { banByName, grantByName, readStanding, revokeByName, unbanByName } from '../apps/api/src/areas/identity/tools'
import { readUntil } from './admin-until'
import { findDatabaseUrl } from './setup/running-platform'

/**
 * Who may do what on the platform that runs from this folder, by whoever runs it: `npm run -s admin -- grant NAME`. The first
 * administrator of an installation comes about by this alone.
 */
const usage = `usage: npm run -s admin -- COMMAND
  grant NAME [ROLE] [--for 30d | --until 2027-01-31]   ${grantedRoles.join(', ')}; without a role: admin; without a time: for good
  revoke NAME [ROLE]                                   without a role: admin
  roles NAME
  ban NAME --reason TEXT [--for 7d | --until DATE]     they read the reason
  unban NAME
A name of several words may stand in quotes.`

async function run(given: string[]): Promise<string> {
  const options = { for: { type: 'string' }, until: { type: 'string' }, reason: { type: 'string' } } as const
  const { values, positionals } = parse(() => parseArgs({ args: given, options, allowPositionals: true }))
  const [command = '', ...words] = positionals
  if (words.join('').trim() === '') throw new Error(usage)
  const work = commands[command]
  if (!work) throw new Error(usage)
  const expiresAt = readUntil(values, new Date())
  const db = createDb({ url: findDatabaseUrl(process.env), poolSize: 1, applicationName: 'admin' })
  try {
    return await work(db, { words, expiresAt, reason: values.reason ?? '' })
  } catch (error) {
    if (error instanceof AppError) throw new Error(error.message, { cause: error })
    throw error
  } finally {
    await db.$disconnect()
  }
}

interface Asked {
  words: readonly string[]
  expiresAt: Date | null
  reason: string
}

const commands: Readonly<Record<string, (db: Db, asked: Asked) => Promise<string>>> = {
  grant: async (db, { words, expiresAt }) => {
    const { name, role } = readRole(words)
    return `${await grantByName(db, { name, role, expiresAt })} is ${role} ${lasting(expiresAt)}`
  },
  revoke: async (db, { words }) => {
    const { name, role } = readRole(words)
    return `${await revokeByName(db, { name, role })} isn’t ${role} any more`
  },
  roles: async (db, { words }) => {
    const { name, grants, ban } = await readStanding(db, words.join(' '))
    const held = grants.map((grant) => `${grant.role} ${lasting(grant.expiresAt)}`).join(', ') || 'no role'
    return `${name}: ${held}${ban ? `; banned ${lasting(ban.expiresAt)}: ${ban.reason}` : ''}`
  },
  ban: async (db, { words, expiresAt, reason }) => {
    const length = reason.trim().length
    if (length < 3 || length > 200) throw new Error('Say why, in 3 to 200 letters, by --reason: they read it.')
    return `${await banByName(db, { name: words.join(' '), reason: reason.trim(), expiresAt })} is banned ${lasting(expiresAt)}`
  },
  unban: async (db, { words }) => `${await unbanByName(db, words.join(' '))} isn’t banned any more`,
}

/** The last of several words may be a role; somebody called "Ada Host" stands in quotes. */
function readRole(words: readonly string[]): { name: string; role: GrantedRole } {
  const role = words.length > 1 ? grantedRoles.find((known) => known === words.at(-1)) : undefined
  return role ? { name: words.slice(0, -1).join(' '), role } : { name: words.join(' '), role: 'admin' }
}

function lasting(expiresAt: Date | null): string {
  return expiresAt ? `until ${expiresAt.toISOString()}` : 'for good'
}

function parse<Parsed>(read: () => Parsed): Parsed {
  try {
    return read()
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${usage}`, { cause: error })
  }
}

// Last, since constants above have their values by then.
try {
  console.log(await run(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
