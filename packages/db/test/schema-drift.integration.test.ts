import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { createEmptyDatabase, createFreshDatabase, type FreshDatabase } from '@eduscale/testing/fresh-database'
import { schemas } from '../src/connection'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { afterAll, beforeAll, expect, test } from 'vitest'

/*
 * prisma/schema and the migrations are written by hand, each for itself. Here Prisma's own schema engine (in WebAssembly,
 * since its binary is a download) makes a database from the schema, and its catalogue must be that of the migrated one.
 */

// Node has it; its types come only with those of a browser.
declare const WebAssembly: {
  instantiate: (code: Uint8Array, imports: object) => Promise<{ instance: { exports: Record<string, unknown> } }>
}

const folder = fileURLToPath(new URL('../../../prisma/schema/', import.meta.url))
let migrated: FreshDatabase

beforeAll(async () => {
  migrated = await createFreshDatabase()
})
afterAll(() => migrated.drop())

test('the migrated database is what prisma/schema says', async () => {
  expect(await findDrift(await readSchema())).toEqual([])
})

test('a column without its migration would be noticed', async () => {
  const changed = (await readSchema()).map((file) => file.replace(/^model User \{$/m, 'model User {\n  forgotten String?\n'))
  expect(await findDrift(changed)).toEqual(['only in prisma/schema: column identity.user.forgotten text, nullable, default none'])
})

test('a column that only a migration knows would be noticed', async () => {
  const changed = (await readSchema()).map((file) => file.replace(/^  passwordHash .*\n/m, ''))
  expect(await findDrift(changed)).toEqual([
    'only in the migrations: column identity.user.password_hash text, nullable, default none',
  ])
})

test('a table in another area’s schema would be noticed', async () => {
  const changed = (await readSchema()).map((file) =>
    file.replace(/@@map\("fact_cursor"\)\n  @@schema\("facts"\)/, '@@map("fact_cursor")\n  @@schema("arena")'),
  )
  expect(await findDrift(changed)).toContain(
    'only in prisma/schema: column arena.fact_cursor.consumer text, not null, default none',
  )
})

test('no name is in two schemas, since statements name none', async () => {
  const twice = 'SELECT relname FROM pg_class WHERE relnamespace = ANY($1::regnamespace[]) GROUP BY relname HAVING count(*) > 1'
  const all = [...schemas, 'public']
  expect(await migrated.query(twice, [all])).toEqual([])
  await migrated.query('CREATE TABLE public.battle (id int)')
  expect(await migrated.query(twice, [all])).toEqual([{ relname: 'battle' }])
  await migrated.query('DROP TABLE public.battle')
})

async function findDrift(schema: string[]): Promise<string[]> {
  const wanted = await createEmptyDatabase()
  try {
    await wanted.query(await toSql(schema))
    const [expected, actual] = await Promise.all([listObjects(wanted), listObjects(migrated)])
    const missing = expected.filter((line) => !actual.includes(line)).map((line) => `only in prisma/schema: ${line}`)
    const extra = actual
      .filter((line) => !expected.includes(line) && !isBeyondPrisma(line))
      .map((line) => `only in the migrations: ${line}`)
    return [...missing, ...extra]
  } finally {
    await wanted.drop()
  }
}

/** All of its files. */
async function readSchema(): Promise<string[]> {
  const files = (await readdir(folder)).toSorted()
  return Promise.all(files.map((file) => readFile(`${folder}${file}`, 'utf8')))
}

/** Partial indexes, indexes on expressions and checks can't be said in prisma/schema. */
function isBeyondPrisma(line: string): boolean {
  return / WHERE | CHECK |\(\w+\(|\(\(/.test(line)
}

/** Tables, columns, constraints and indexes, one line each, without the names of constraints and indexes. */
async function listObjects(db: FreshDatabase): Promise<string[]> {
  const there = new Set((await db.query<{ name: string }>('SELECT nspname AS name FROM pg_namespace')).map(({ name }) => name))
  const rows = await db.query<{ line: string }>(
    `
    SELECT format('column %s.%s.%s %s, %s, default %s', c.relnamespace::regnamespace, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                  CASE WHEN a.attnotnull THEN 'not null' ELSE 'nullable' END,
                  coalesce(pg_get_expr(d.adbin, d.adrelid), 'none')) AS line
    FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p') AND c.relnamespace = ANY($1::regnamespace[])
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attnum > 0 AND NOT a.attisdropped
    UNION
    SELECT format('constraint on %s: %s', conrelid::regclass, pg_get_constraintdef(oid))
    FROM pg_constraint
    WHERE connamespace = ANY($1::regnamespace[]) AND contype IN ('p', 'f', 'c')
    UNION
    SELECT format('index on %s: %s', tablename, regexp_replace(indexdef, 'INDEX \\S+ ON \\S+', 'INDEX'))
    FROM pg_indexes
    WHERE schemaname = ANY($1::text[])
    ORDER BY 1`,
    [[...schemas, 'public'].filter((schema) => there.has(schema))],
  )
  return rows.map(({ line }) => sayAsPrisma(line)).filter((line) => !line.includes('_prisma_migrations'))
}

/** What differs in words only: now() is CURRENT_TIMESTAMP, and Prisma can't say that a list column is never null. */
function sayAsPrisma(line: string): string {
  return line.replace('default now()', 'default CURRENT_TIMESTAMP').replace('[], not null', '[], nullable')
}

/** The SQL that makes an empty database what the schema says. */
async function toSql(schema: string[]): Promise<string> {
  const { SchemaEngine } = await engine
  const factory = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: migrated.url }))
  const files = schema.map((content, n) => ({ path: `${folder}${n}.prisma`, content }))
  const datamodels = files.map(({ path, content }): [string, string] => [path, content])
  const schemaEngine = await SchemaEngine.new({ datamodels }, () => {}, factory)
  const { stdout } = await schemaEngine.diff({
    from: { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  })
  return stdout ?? ''
}

const engine = loadEngine()

/** Node imports WebAssembly only behind a flag, so the module is set by hand, as Prisma's own command does. */
async function loadEngine() {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm')
  const wasm = await readFile(entry.replace(/[^/]+$/, 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(instance.exports)
  if (typeof instance.exports['__wbindgen_start'] === 'function') instance.exports['__wbindgen_start']()
  return bindings
}
