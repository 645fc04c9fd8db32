import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { getTestServices } from './test-services'

export interface FreshDatabase {
  url: string
  query: <Row extends object>(sql: string, values?: unknown[]) => Promise<Row[]>
  drop: () => Promise<void>
}

const root = fileURLToPath(new URL('../../..', import.meta.url))
const run = promisify(execFile)

/** A new database of its own for one test file, migrated and with all problems, by the same script that `npm start` runs. */
export async function createFreshDatabase(): Promise<FreshDatabase> {
  const db = await createEmptyDatabase()
  await run(process.execPath, ['--import', 'tsx', 'scripts/prepare-database.ts'], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: db.url },
  })
  return db
}

/** A new database with nothing in it. */
export async function createEmptyDatabase(): Promise<FreshDatabase> {
  const { databaseUrl } = getTestServices()
  const name = `test_${randomBytes(6).toString('hex')}`
  await administer(databaseUrl, `CREATE DATABASE ${name}`)
  const url = new URL(databaseUrl)
  url.pathname = `/${name}`
  const client = new Client({ connectionString: url.href })
  // A test that restarts PostgreSQL loses this connection; its next query says so.
  client.on('error', () => {})
  await client.connect()
  return {
    url: url.href,
    query: async (sql, values) => (await client.query(sql, values)).rows,
    drop: async () => {
      await client.end()
      await administer(databaseUrl, `DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}

async function administer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
