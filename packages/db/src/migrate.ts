import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'

/** Any number will do, as long as every migrator uses the same one. */
const advisoryLockKey = 7_226_451

/**
 * Applies the folders of prisma/migrations in name order, each in one transaction, and records them in `_prisma_migrations`
 * with the checksums that Prisma would write, so that `prisma migrate deploy` agrees. (Prisma's own engine is a download that
 * many networks don't have, and without it `migrate deploy` exits 0 having done nothing.) Safe to run from many processes at once.
 * Throws when an applied migration was edited or is missing from the folder.
 */
export async function migrate(options: { url: string; folder: string; onApplied?: (name: string) => void }): Promise<string[]> {
  const client = new Client({ connectionString: options.url })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [advisoryLockKey])
    await client.query(createTable)
    const applied = await listApplied(client)
    const pending = await listPending(options.folder, applied)
    for (const migration of pending) {
      await apply(client, migration)
      options.onApplied?.(migration.name)
    }
    return pending.map((migration) => migration.name)
  } finally {
    await client.end()
  }
}

interface Migration {
  name: string
  sql: string
  checksum: string
}

// The shape that Prisma gives this table.
const createTable = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`

async function listApplied(client: Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    'SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  )
  return new Map(rows.map((row) => [row.migration_name, row.checksum]))
}

async function listPending(folder: string, applied: ReadonlyMap<string, string>): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const missing = [...applied.keys()].filter((name) => !names.includes(name))
  if (missing.length > 0) throw new Error(`applied, but no longer in ${folder}: ${missing.join(', ')}`)
  const pending: Migration[] = []
  for (const name of names.toSorted()) {
    const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8')
    const checksum = createHash('sha256').update(sql).digest('hex')
    const known = applied.get(name)
    if (known === undefined) pending.push({ name, sql, checksum })
    else if (known !== checksum) throw new Error(`${name} was edited after it had been applied; write a new migration`)
  }
  return pending
}

async function apply(client: Client, migration: Migration): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(migration.sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    )
    await client.query('COMMIT')
  } catch (cause) {
    await client.query('ROLLBACK')
    throw new Error(`migration ${migration.name} failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}
