import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEmptyDatabase, type FreshDatabase } from '@eduscale/testing/fresh-database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { appRole, asRole, grantRole } from '../src/roles'
import { connectionTo } from '../src/connection'
import { migrate } from '../src/migrate'
import { Client } from 'pg'

const all = 'prisma/migrations'
const first = '20261130110000_role_grants'
let database: FreshDatabase
let before: string

/* A database of before roles were granted, with people and an audit in it. */
beforeAll(async () => {
  database = await createEmptyDatabase()
  before = await mkdtemp(join(tmpdir(), 'migrations-'))
  for (const name of await readdir(all)) if (name < first) await cp(join(all, name), join(before, name), { recursive: true })
  await migrate({ url: database.url, folder: before })
  await database.query(`
    INSERT INTO "user" (id, name, name_key, kind, role) SELECT
      ('00000000-0000-4000-8000-00000000000' || n)::uuid, 'P' || n, 'p' || n, 'member', (ARRAY['user', 'admin', 'moderator'])[n]
    FROM generate_series(1, 3) AS n`)
  await database.query(`
    INSERT INTO audit_entry (actor_id, action, subject, data) SELECT u.id, action, u.id::text, '{}'
    FROM "user" u, unnest(ARRAY['role admin by command', 'role user by command', 'rejudge applied', 'battle:void']) AS action
    WHERE u.name = 'P2'`)
  await migrate({ url: database.url, folder: all })
}, 60_000)
afterAll(async () => {
  await database.drop()
  await rm(before, { recursive: true })
})

test('whoever had a role has it still, for good', async () => {
  const grants = await database.query(`
    SELECT u.name, g.role, g.granted_by, g.expires_at, g.revoked_at FROM role_grant g JOIN "user" u ON u.id = g.user_id ORDER BY u.name`)
  const always = { granted_by: null, expires_at: null, revoked_at: null }
  expect(grants).toEqual([
    { name: 'P2', role: 'admin', ...always },
    { name: 'P3', role: 'moderator', ...always },
  ])
})

test('what was done before is told in the words of now', async () => {
  const told = await database.query<{ told: string }>(`
    SELECT concat_ws(' ', action, data->>'role', CASE WHEN actor_id IS NULL THEN 'by command' END,
                     CASE WHEN person_id IS NOT NULL THEN 'of a person' END) AS told
    FROM audit_entry ORDER BY told`)
  expect(told.map((row) => row.told)).toEqual([
    'battle-voided',
    'rejudge-applied',
    'role-granted admin by command of a person',
    'role-revoked user by command of a person',
  ])
})

test('nobody changes the audit: not its owner by mistake, and not the api’s role at all', async () => {
  const password = 'a-password-of-this-test'
  await grantRole(appRole, { url: database.url, password })
  for (const url of [database.url, asRole(appRole, { url: database.url, password })]) {
    const client = new Client(connectionTo(url))
    await client.connect()
    try {
      await client.query(`INSERT INTO audit_entry (action, subject, data) VALUES ('ban-lifted', 'x', '{}')`)
      for (const change of [
        `UPDATE audit_entry SET subject = 'y'`,
        'DELETE FROM audit_entry',
        'TRUNCATE audit_entry',
        'INSERT INTO audit_entry SELECT * FROM audit_entry ON CONFLICT (id) DO UPDATE SET action = excluded.action',
      ])
        await expect(client.query(change), change).rejects.toThrow(/append-only|permission denied/)
    } finally {
      await client.end()
    }
  }
  const client = new Client(connectionTo(asRole(appRole, { url: database.url, password })))
  await client.connect()
  try {
    for (const change of [
      'ALTER TABLE audit_entry DISABLE TRIGGER ALL',
      'DROP TRIGGER audit_entry_is_kept ON audit_entry',
      `SET session_replication_role = 'replica'`,
      `CREATE OR REPLACE FUNCTION access.refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
    ])
      await expect(client.query(change), `${change} as ${appRole}`).rejects.toThrow(/must be owner|permission denied/)
  } finally {
    await client.end()
  }
  expect(await database.query('SELECT count(*)::int AS count FROM audit_entry')).toEqual([{ count: 6 }])
})
