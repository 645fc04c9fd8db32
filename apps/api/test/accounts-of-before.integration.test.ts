import { createHash, randomBytes, randomUUID, scryptSync } from 'node:crypto'
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '@eduscale/db/migrate'
import { createEmptyDatabase, type FreshDatabase } from '@eduscale/testing/fresh-database'
import { startTestPlatform, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Jar } from './session-world'

const all = 'prisma/migrations'
const first = '20261130100000_session_families'
const password = 'correct horse battery'
let database: FreshDatabase
let before: string
let platform: TestPlatform

interface Former {
  id: string
  name: string
  token: string
}
const guest: Former = { id: randomUUID(), name: 'Guest Quiet Heron', token: randomBytes(32).toString('base64url') }
const member: Former = { id: randomUUID(), name: 'Ida', token: randomBytes(32).toString('base64url') }

/* A database as it was before sessions had keys, with people in it who were signed in. */
beforeAll(async () => {
  database = await createEmptyDatabase()
  before = await mkdtemp(join(tmpdir(), 'migrations-'))
  for (const name of await readdir(all)) if (name < first) await cp(join(all, name), join(before, name), { recursive: true })
  await migrate({ url: database.url, folder: before })
  for (const [{ id, name, token }, kind, hash] of [
    [guest, 'guest', null],
    [member, 'member', hashOfBefore(password)],
  ] as const) {
    await database.query('INSERT INTO "user" (id, name, name_key, kind, password_hash) VALUES ($1, $2, lower($2), $3, $4)', [
      id,
      name,
      kind,
      hash,
    ])
    await database.query('INSERT INTO rating (user_id, rating, deviation, battles) VALUES ($1, 1612, 140, 9)', [id])
    await database.query("INSERT INTO session (token_hash, user_id, expires_at) VALUES ($1, $2, now() + interval '40 days')", [
      createHash('sha256').update(token).digest(),
      id,
    ])
  }
  await migrate({ url: database.url, folder: all })
  platform = await startTestPlatform({ nodes: 1, runner: false, env: { DATABASE_URL: database.url } })
}, 120_000)
afterAll(async () => {
  await platform.stop()
  await database.drop()
  await rm(before, { recursive: true })
})

/** `scrypt$N$salt$hash`, as it was written then. */
function hashOfBefore(plain: string): string {
  const [N, salt] = [2 ** 15, randomBytes(16)]
  const key = scryptSync(plain, salt, 32, { N, r: 8, p: 1, maxmem: 256 * 1024 * 1024 })
  return ['scrypt', N, salt.toString('base64url'), key.toString('base64url')].join('$')
}

test.each([
  ['guest', guest],
  ['member', member],
])('a %s who was signed in is who they were, with what they had', async (_kind, { id, name, token }) => {
  const { access } = await Jar.enter(platform, '/v1/session/exchange', { token })
  expect(access.user).toMatchObject({ id, name, rating: { rating: 1612, deviation: 140, battles: 9 } })
})

test('a password that was hashed before signs in, and is hashed anew by that', async () => {
  const body = { name: member.name, password }
  expect((await Jar.enter(platform, '/v1/session/sign-in', { body })).access.user.id).toBe(member.id)
  const [row] = await database.query<{ hash: string }>('SELECT password_hash AS hash FROM "user" WHERE id = $1', [member.id])
  expect(row?.hash).toMatch(/^\$argon2id\$/)
  expect((await Jar.enter(platform, '/v1/session/sign-in', { body })).access.user.id).toBe(member.id)
  await expect(Jar.enter(platform, '/v1/session/sign-in', { body: { ...body, password: 'another horse' } })).rejects.toThrow(
    '401',
  )
})
