import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { connectionTo } from '@eduscale/db/connection'
import { loadConfig } from '@eduscale/platform/config'
import { Client, Pool } from 'pg'
import { z } from 'zod'
import { getTestDatabaseUrl } from './test-services'

export interface FreshDatabase {
  url: string
  query: <Row extends object>(sql: string, values?: unknown[]) => Promise<Row[]>
  drop: () => Promise<void>
}

const root = fileURLToPath(new URL('../../..', import.meta.url))
const run = promisify(execFile)
const { TEST_RUN: testRun } = loadConfig(
  // When this run of tests began, in milliseconds; outside of one, this process is the run.
  z.object({ TEST_RUN: z.string().regex(/^\d+$/).default(String(Date.now())) }),
)

/** A new database for one test file, migrated and with all problems: a copy of what `npm start`'s own script made once in this run. */
export async function createFreshDatabase(): Promise<FreshDatabase> {
  return createDatabase(`TEMPLATE ${await prepareTemplate()}`)
}

/** A new database with nothing in it. */
export async function createEmptyDatabase(): Promise<FreshDatabase> {
  return createDatabase('')
}

async function createDatabase(how: string): Promise<FreshDatabase> {
  const databaseUrl = getTestDatabaseUrl()
  const name = `test_${randomBytes(6).toString('hex')}`
  await administer(databaseUrl, async (client) => client.query(`CREATE DATABASE ${name} ${how}`))
  const url = urlOf(name)
  // One after the other, as a test asks; one that restarts PostgreSQL loses the connection, and its next query has another.
  const pool = new Pool({ ...connectionTo(url), max: 1, idleTimeoutMillis: 0 })
  pool.on('error', () => {})
  return {
    url,
    query: async (sql, values) => (await pool.query(sql, values)).rows,
    drop: async () => {
      await pool.end()
      await administer(databaseUrl, async (other) => other.query(`DROP DATABASE ${name} WITH (FORCE)`))
    },
  }
}

/** Answers the template's name. Whichever file comes first makes it, and the others wait for it. */
async function prepareTemplate(): Promise<string> {
  const databaseUrl = getTestDatabaseUrl()
  const name = `template_${testRun}`
  await administer(databaseUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', ['test template'])
    const { rows } = await client.query('SELECT datname AS name FROM pg_database WHERE datname ^@ $1', ['template_'])
    if (rows.some((row) => row.name === name)) return
    for (const row of rows) if (isOld(row.name)) await client.query(`DROP DATABASE IF EXISTS ${row.name} WITH (FORCE)`)
    // Under another name until it is whole.
    const unfinished = `${name}_unfinished`
    await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`)
    await client.query(`CREATE DATABASE ${unfinished}`)
    await run(process.execPath, ['--import', 'tsx', 'scripts/prepare-database.ts'], {
      cwd: root,
      env: { ...process.env, DATABASE_URL: urlOf(unfinished) },
    })
    await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${name}`)
  })
  return name
}

/** Of a run that ended long ago. */
function isOld(template: string): boolean {
  const startedAt = Number(/^template_(\d+)/.exec(template)?.[1])
  return Date.now() - startedAt > 3 * 60 * 60 * 1_000
}

function urlOf(database: string): string {
  const url = new URL(getTestDatabaseUrl())
  url.pathname = `/${database}`
  return url.href
}

async function administer(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
