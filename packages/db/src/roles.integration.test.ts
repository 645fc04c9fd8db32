import { createFreshDatabase } from '@eduscale/testing/fresh-database'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { appRole, asRole, grantRole, identityRole } from './roles'
import { connectionTo, schemas } from './connection'

test('the api’s role has the rows and nothing else', async () => {
  const database = await createFreshDatabase()
  const password = 'a-password-of-this-test'
  await grantRole(appRole, { url: database.url, password })
  await grantRole(appRole, { url: database.url, password })
  const client = new Client(connectionTo(asRole(appRole, { url: database.url, password })))
  await client.connect()
  try {
    await client.query(`INSERT INTO "user" (id, name, name_key, kind) VALUES (gen_random_uuid(), 'x', 'x', 'guest')`)
    expect((await client.query('SELECT 1 FROM "user"')).rowCount).toBe(1)
    for (const forbidden of [
      'CREATE TABLE public.mine (a int)',
      ...schemas.map((schema) => `CREATE TABLE ${schema}.mine (a int)`),
      'CREATE SCHEMA mine',
      'DROP TABLE "user"',
      'TRUNCATE "user"',
      'ALTER TABLE "user" ADD COLUMN mine int',
      'CREATE ROLE mine',
      'CREATE DATABASE mine',
      `DELETE FROM _prisma_migrations`,
      `COPY "user" TO PROGRAM 'cat'`,
      `SELECT pg_read_file('/etc/passwd')`,
      `ALTER ROLE ${appRole} SUPERUSER`,
    ])
      await expect(client.query(forbidden), forbidden).rejects.toThrow(
        /permission denied|must be owner|must have|only roles|must be superuser/i,
      )
  } finally {
    await client.end()
    await database.drop()
  }
})

test('identity’s role writes its own tables, tells facts and the audit, and changes nothing else', async () => {
  const database = await createFreshDatabase()
  const password = 'a-password-of-this-test'
  await grantRole(identityRole, { url: database.url, password })
  await grantRole(identityRole, { url: database.url, password })
  const client = new Client(connectionTo(asRole(identityRole, { url: database.url, password })))
  await client.connect()
  try {
    for (const allowed of [
      `INSERT INTO "user" (id, name, name_key, kind) VALUES (gen_random_uuid(), 'x', 'x', 'guest')`,
      `INSERT INTO fact (area, type, subject, number, data) VALUES ('identity', 'account-created', 'x', 1, '{}')`,
      `INSERT INTO audit_entry (action, subject, data) VALUES ('ban-lifted', 'x', '{}')`,
      // What others have of a person goes with them, which is no right of whoever deletes.
      'DELETE FROM "user"',
      'SELECT 1 FROM battle, battle_player, ticket, submission, rating',
    ])
      await client.query(allowed)
    const { rows } = await client.query<{ name: string; area: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name, schemaname AS area FROM pg_tables WHERE schemaname = ANY($1)`,
      [schemas],
    )
    const foreign = rows.filter(({ area, name }) => area !== 'identity' && name !== 'access.http_attempt')
    expect(foreign.length).toBeGreaterThan(20)
    const appends = ['access.audit_entry', 'facts.fact']
    for (const { name } of foreign) {
      const forbidden = [`DELETE FROM ${name}`, `TRUNCATE ${name}`]
      if (!appends.includes(name)) forbidden.push(`INSERT INTO ${name} DEFAULT VALUES`)
      for (const statement of forbidden) await expect(client.query(statement), statement).rejects.toThrow(/permission denied/)
    }
    for (const secret of [
      'judge.test_set',
      'judge.problem',
      'judge.problem_asset',
      'facts.fact',
      'judge.rejudge_set',
      'arena.battle_cmd',
    ])
      await expect(client.query(`SELECT * FROM ${secret}`), secret).rejects.toThrow(/permission denied/)
  } finally {
    await client.end()
    await database.drop()
  }
})
