import type { SignedIn } from '@eduscale/contracts/account'
import { randomBytes, scryptSync } from 'node:crypto'
import { connectionTo } from '@eduscale/db/connection'
import { TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'

/* Passwords: how they are kept, and changed. */
let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: false })
}, 120_000)
afterAll(() => platform.stop())

const password = 'correct horse battery'
const next = 'another horse, another day'
const lang = 'en'
const newName = () => `Pat ${randomBytes(4).toString('hex')}`

async function createMember(): Promise<{ name: string; member: TestPlayer }> {
  const name = newName()
  return { name, member: await (await TestPlayer.create(platform.urls)).becomeMember({ name, password }) }
}

async function signIn(name: string, given: string, devices: string[] = []) {
  const response = await fetch(`${platform.urls[0]}/v1/session/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password: given, devices }),
  })
  return { status: response.status, body: (await response.json()) as SignedIn & { code?: string } }
}

const hashOf = async (id: string) =>
  (await platform.db.query<{ hash: string }>('SELECT password_hash AS hash FROM "user" WHERE id = $1', [id]))[0]?.hash ?? ''

/** As passwords were kept before argon2id. */
async function keepAsBefore(id: string, given: string): Promise<void> {
  const salt = randomBytes(16)
  const key = scryptSync(given.normalize('NFKC'), salt, 32, { N: 2 ** 14, r: 8, p: 1 })
  const stored = ['scrypt', 2 ** 14, salt.toString('base64url'), key.toString('base64url')].join('$')
  await platform.db.query('UPDATE "user" SET password_hash = $2 WHERE id = $1', [id, stored])
}

test('a hash of before is replaced when its owner signs in, and by nobody else', async () => {
  const { name, member } = await createMember()
  await keepAsBefore(member.user.id, 'cafe\u0301 society')
  expect((await signIn(name, 'not this one')).status).toBe(401)
  expect(await hashOf(member.user.id)).toMatch(/^scrypt\$/)
  // Typed where the accent comes with its letter.
  const first = await signIn(name, 'caf\u00E9 society')
  expect(first.status).toBe(201)
  const renewed = await hashOf(member.user.id)
  expect(renewed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect((await signIn(name, 'cafe\u0301 society', [first.body.device ?? ''])).body.device).toBe(first.body.device)
  expect(await hashOf(member.user.id)).toBe(renewed)
})

test('whoever changes the password stays, and everybody else is out', async () => {
  const { name, member } = await createMember()
  const other = await signIn(name, password)
  const elsewhere = TestPlayer.of(other.body, [platform.urls[1] ?? ''])
  await until('their socket is open', () => {
    void elsewhere.connection
    return elsewhere.connects === 1
  })
  expect(await member.ask('changePassword', { body: { password: 'not this one', next, lang } })).toMatchObject({
    status: 401,
    body: { code: 'wrong-password', data: { field: 'password' } },
  })
  expect((await elsewhere.ask('getMe', {})).status).toBe(200)
  expect((await member.ask('changePassword', { body: { password, next, lang } })).status).toBe(200)
  expect((await elsewhere.ask('getMe', {})).status).toBe(401)
  expect((await member.ask('getMe', {})).status).toBe(200)
  expect((await signIn(name, password)).status).toBe(401)
  expect((await signIn(name, next)).status).toBe(201)
  elsewhere.leave()
})

test('what is easily guessed is refused, at its field', async () => {
  const { name, member } = await createMember()
  for (const [guessed, field] of [
    ['password', 'next'],
    [name, 'next'],
    ['short', 'next'],
  ] as const)
    expect(await member.ask('changePassword', { body: { password, next: guessed, lang } })).toMatchObject({
      status: 400,
      body: { code: 'bad-request', data: { field } },
    })
  expect((await signIn(name, password)).status).toBe(201)
})

test('a guest has no password to change', async () => {
  const guest = await TestPlayer.create(platform.urls)
  expect((await guest.ask('changePassword', { body: { password, next, lang } })).body['code']).toBe('members-only')
})

test('guesses slow down the session that they are made in, and no other', async () => {
  const { name, member } = await createMember()
  const owner = TestPlayer.of((await signIn(name, password)).body, platform.urls)
  const codes: unknown[] = []
  for (let tries = 0; tries < 7; tries += 1)
    codes.push((await member.ask('changePassword', { body: { password: `guess number ${tries}`, next, lang } })).body['code'])
  expect(codes).toEqual([...Array.from({ length: 6 }, () => 'wrong-password'), 'rate-limited'])
  expect((await owner.ask('changePassword', { body: { password, next, lang } })).status).toBe(200)
})

test('of two changes at the same moment one is made', async () => {
  const { name, member } = await createMember()
  const given = ['the first of two changes', 'the second of two changes']
  const answers = await Promise.all(given.map((one) => member.ask('changePassword', { body: { password, next: one, lang } })))
  const right = await Promise.all(given.map(async (one) => (await signIn(name, one)).status === 201))
  expect(answers.map(({ status }) => status === 200)).toEqual(right)
  expect(right.filter(Boolean)).toHaveLength(1)
})

test('a sign-in with the former password, on its way while that is changed, comes to nothing', async () => {
  const { name, member } = await createMember()
  // The change holds its row until it is let go, as if it were slow: the sign-in is checked against the former password by then.
  const client = new Client(connectionTo(platform.db.url))
  await client.connect()
  await client.query('BEGIN')
  await client.query('UPDATE "user" SET password_version = password_version + 1 WHERE id = $1', [member.user.id])
  await client.query('UPDATE session SET withdrawn_at = clock_timestamp() WHERE user_id = $1', [member.user.id])
  const late = signIn(name, password)
  const made = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%FOR SHARE%'`
  await until('the sign-in waits', async () => (await platform.db.query(made)).length > 0)
  await client.query('COMMIT')
  await client.end()
  expect((await late).status).toBe(401)
  expect(await platform.db.query('SELECT 1 FROM session WHERE user_id = $1 AND withdrawn_at IS NULL', [member.user.id])).toEqual(
    [],
  )
})
