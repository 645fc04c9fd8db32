import { createFreshDatabase } from '@eduscale/testing/fresh-database'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { appRole, asAppRole, grantAppRole } from './app-role'
import { connectionTo, schemas } from './connection'

test('the api’s role has the rows and nothing else', async () => {
  const database = await createFreshDatabase()
  const password = 'a-password-of-this-test'
  await grantAppRole({ url: database.url, password })
  await grantAppRole({ url: database.url, password })
  const client = new Client(connectionTo(asAppRole({ url: database.url, password })))
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
