import { TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createMember,
  createReader,
  lang,
  letProofsRunOut,
  mailsTo,
  password,
  post,
  secretIn,
  sessionIdOf,
  signIn,
} from './ways-in'

/* Addresses: proved by a link, and a password by them. */
let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: false, env: { DEV_MAIL: 'on', TRUSTED_PROXIES: '127.0.0.1' } })
}, 120_000)
afterAll(() => platform.stop())

const confirm = (token: string) => post(platform, '/v1/email-confirmations', { token, lang })
const askReset = (address: string, from?: string) => post(platform, '/v1/password-resets', { address, lang }, from)
const reset = (token: string, given: string) => post(platform, '/v1/password-resets/consume', { token, password: given, lang })
const next = 'another horse, another day'
const count = async (sql: string, values: unknown[]) => (await platform.db.query(sql, values)).length

test('an address counts once its link’s button was pressed; of two presses at once one is the first', async () => {
  const { player } = await createMember(platform)
  expect((await player.ask('changeEmail', { body: { address: '  Ada.Byron@EXAMPLE.org ', lang } })).status).toBe(204)
  expect((await player.ask('getOwnAccount', {})).body).toMatchObject({ email: null, claimedEmail: 'Ada.Byron@example.org' })
  const [mail] = await mailsTo(platform, 'Ada.Byron@example.org')
  const token = secretIn(mail)
  const answers = await Promise.all([confirm(token), confirm(token)])
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410])
  expect((await player.ask('getOwnAccount', {})).body).toMatchObject({ email: 'Ada.Byron@example.org', claimedEmail: null })
  expect((await confirm(token)).body.code).toBe('link-spent')
})

test.each([
  'ada',
  'ada@',
  '@example.org',
  'a b@example.org',
  'ada@example',
  'ada@example.org\r\nBcc: x@example.org',
  `a@${'b'.repeat(260)}.org`,
])('what is no address is refused at its field: %j', async (address) => {
  const { player } = await createMember(platform)
  const answer = await player.ask('changeEmail', { body: { address, lang } })
  expect(answer).toMatchObject({ status: 400, body: { code: 'bad-request', data: { field: 'address' } } })
})

test('a guest has no address, and a proof that is old isn’t enough', async () => {
  const body = { address: 'nobody@example.org', lang } as const
  const guest = await TestPlayer.create(platform.urls)
  expect((await guest.ask('changeEmail', { body })).body['code']).toBe('members-only')
  const member = await createMember(platform)
  await letProofsRunOut(platform, member)
  expect((await member.player.ask('changeEmail', { body })).body['code']).toBe('proof-needed')
  expect((await member.player.ask('removeEmail', { query: { lang } })).status).toBe(400)
  expect((await member.player.http('DELETE', '/v1/account/email?lang=en')).body['code']).toBe('proof-needed')
  expect((await member.player.ask('proveAgain', { body: { password: 'not this one' } })).body['code']).toBe('wrong-password')
  expect((await member.player.ask('changeEmail', { body })).body['code']).toBe('proof-needed')
  expect((await member.player.ask('proveAgain', { body: { password } })).status).toBe(204)
  expect((await member.player.ask('changeEmail', { body })).status).toBe(204)
  // Proved in one session, and in no other.
  const other = await signIn(platform, member.name)
  await platform.db.query('DELETE FROM session_proof WHERE user_id = $1 AND session = $2', [
    member.id,
    sessionIdOf(other.body.token),
  ])
  const elsewhere = TestPlayer.of(other.body, platform.urls)
  expect((await elsewhere.ask('changeEmail', { body })).body['code']).toBe('proof-needed')
})

test('a later claim ends the link of the one before, and the former address is told of the change', async () => {
  const reader = await createReader(platform)
  await reader.player.ask('changeEmail', { body: { address: 'first@example.org', lang } })
  const [first] = await mailsTo(platform, 'first@example.org')
  await reader.player.ask('changeEmail', { body: { address: 'second@example.org', lang } })
  const [second] = await mailsTo(platform, 'second@example.org')
  expect((await confirm(secretIn(first))).body.code).toBe('link-spent')
  expect((await reader.player.ask('getOwnAccount', {})).body['email']).toBe(reader.email)
  expect((await confirm(secretIn(second))).status).toBe(200)
  const told = await mailsTo(platform, reader.email, 2)
  expect(told[0]?.subject).toBe('Your e-mail address was changed')
  expect((await reader.player.http('DELETE', '/v1/account/email?lang=pl')).status).toBe(204)
  expect((await mailsTo(platform, 'second@example.org', 2))[0]?.subject).toBe('Twój adres e-mail został zmieniony')
})

test('who claims an address that is another’s is told nothing; it is whoever reads its mail who gets to know', async () => {
  const reader = await createReader(platform)
  const { player } = await createMember(platform)
  const answers = await Promise.all(
    [reader.email.toUpperCase(), 'free@example.org'].map((address) => player.ask('changeEmail', { body: { address, lang } })),
  )
  expect(answers[0]).toEqual(answers[1])
  await player.ask('changeEmail', { body: { address: reader.email, lang } })
  const mails = await mailsTo(platform, reader.email, 2)
  const token = secretIn(mails[0])
  expect((await confirm(token)).body.code).toBe('email-taken')
  expect((await reader.player.ask('getOwnAccount', {})).body['email']).toBe(reader.email)
})

test('a claim is void once somebody else has proved the address', async () => {
  const squatter = await createMember(platform)
  const owner = await createMember(platform)
  const address = 'claimed.by.two@example.org'
  await squatter.player.ask('changeEmail', { body: { address, lang } })
  const [first] = await mailsTo(platform, address)
  await owner.player.ask('changeEmail', { body: { address, lang } })
  const mails = await mailsTo(platform, address, 2)
  expect((await confirm(secretIn(mails[0]))).status).toBe(200)
  expect((await confirm(secretIn(first))).body.code).toBe('link-spent')
  expect((await squatter.player.ask('getOwnAccount', {})).body).toMatchObject({ email: null, claimedEmail: null })
  // A new password by that address is its owner's.
  await askReset(address)
  expect((await reset(secretIn((await mailsTo(platform, address, 3))[0]), next)).status).toBe(204)
  expect((await signIn(platform, owner.name, next)).status).toBe(201)
  expect((await signIn(platform, squatter.name)).status).toBe(201)
})

test('a new password by mail: it works once, ends all sessions, and is told', async () => {
  const reader = await createReader(platform)
  await reader.player.ask('getMe', {})
  expect((await askReset(reader.email.toUpperCase())).status).toBe(204)
  const [mail] = await mailsTo(platform, reader.email, 2)
  const token = secretIn(mail)
  expect((await reset(token, reader.name)).body).toMatchObject({ code: 'bad-request', data: { field: 'password' } })
  const answers = await Promise.all([reset(token, next), reset(token, 'a third horse, for the race')])
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 410])
  expect((await reader.player.ask('getMe', {})).status).toBe(401)
  expect((await signIn(platform, reader.name)).status).toBe(401)
  const chosen = answers[0]?.status === 204 ? next : 'a third horse, for the race'
  expect((await signIn(platform, reader.name, chosen)).status).toBe(201)
  expect((await mailsTo(platform, reader.email, 3))[0]?.subject).toBe('Your password was changed')
})

test('a link is for one purpose, and for as long as it says', async () => {
  const reader = await createReader(platform)
  await reader.player.ask('changeEmail', { body: { address: 'purpose@example.org', lang } })
  const confirming = secretIn((await mailsTo(platform, 'purpose@example.org'))[0])
  await askReset(reader.email)
  const resetting = secretIn((await mailsTo(platform, reader.email, 2))[0])
  expect((await reset(confirming, next)).body.code).toBe('link-spent')
  expect((await confirm(resetting)).body.code).toBe('link-spent')
  // Neither is spent by it.
  expect(await count('SELECT 1 FROM secret_link WHERE user_id = $1', [reader.id])).toBe(2)
  const [span] = await platform.db.query<{ hours: number }>(
    `SELECT round(extract(epoch FROM max(expires_at) - now()) / 3600)::int AS hours FROM secret_link
     WHERE user_id = $1 AND purpose = 'confirm-email'`,
    [reader.id],
  )
  expect(span?.hours).toBe(24)
  await platform.db.query("UPDATE secret_link SET expires_at = now() - interval '1 second' WHERE user_id = $1", [reader.id])
  expect((await confirm(confirming)).body.code).toBe('link-spent')
  expect((await reset(resetting, next)).body.code).toBe('link-spent')
  // No secret stands in the database, nor in a log.
  const tables = await Promise.all(['mail', 'secret_link'].map((table) => platform.db.query(`SELECT t::text FROM ${table} t`)))
  const logs = platform.nodes.map((node) => node.output()).join('')
  for (const secret of [confirming, resetting]) expect(JSON.stringify(tables) + logs).not.toContain(secret)
})

test('an address that was given up sets no password any more, be its mail on its way by then', async () => {
  const [reader, late] = [await createReader(platform), await createReader(platform)]
  const askFor = async ({ email }: { email: string }) => {
    await askReset(email)
    return secretIn((await mailsTo(platform, email, 2))[0])
  }
  const token = await askFor(reader)
  expect((await reader.player.http('DELETE', '/v1/account/email?lang=en')).status).toBe(204)
  expect((await reset(token, next)).body.code).toBe('link-spent')
  // As if its secret were made just after the address had gone.
  const second = await askFor(late)
  await platform.db.query('DELETE FROM user_email WHERE user_id = $1', [late.id])
  expect((await reset(second, next)).body.code).toBe('link-spent')
  expect((await signIn(platform, late.name)).status).toBe(201)
})

test('asking for a new password is the same for every address, and does the same', async () => {
  const reader = await createReader(platform)
  const claimed = await createMember(platform)
  await claimed.player.ask('changeEmail', { body: { address: 'only.claimed@example.org', lang } })
  const [known, unknown, unproved] = [reader.email, 'stranger@example.org', 'only.claimed@example.org']
  await mailsTo(platform, unproved)
  const answers = [await askReset(known), await askReset(unknown), await askReset(unproved)]
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  // Each wrote a row of the same kind, and nobody was looked up: that is for whoever sends.
  await mailsTo(platform, known, 2)
  await until(
    'the others are dropped',
    async () => (await count("SELECT 1 FROM mail WHERE user_id IS NULL AND state = 'waiting'", [])) === 0,
  )
  expect(await count('SELECT 1 FROM shown_mail WHERE address = $1', [unknown])).toBe(0)
  expect(
    await count("SELECT 1 FROM shown_mail WHERE address = $1 AND subject <> 'Confirm your e-mail address'", [unproved]),
  ).toBe(0)
})

test('links are asked for a few times an hour, for whatever address, and many times from none', async () => {
  const codes = []
  for (let tries = 0; tries < 6; tries += 1)
    codes.push((await askReset('busy@example.org', `203.0.113.${tries}`)).body.code ?? 'ok')
  expect(codes).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'rate-limited'])
  const here = []
  for (let tries = 0; tries < 21; tries += 1) here.push((await askReset(`busy${tries}@example.org`, '203.0.113.99')).status)
  expect(here.filter((status) => status === 429)).toHaveLength(1)
})

test('mails are shown to a browser of this machine that asks by its name, and to nobody else', async () => {
  const { port } = new URL(platform.urls[0] ?? '')
  const ask = (headers: Record<string, string>) =>
    new Promise<number>((resolve, reject) => {
      request({ host: '127.0.0.1', port, path: '/dev/mail', headers }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
        .on('error', reject)
        .end()
    })
  expect(await ask({})).toBe(200)
  expect(await ask({ host: `localhost:${port}` })).toBe(200)
  expect(await ask({ host: 'evil.example' })).toBe(404)
  expect(await ask({ 'x-forwarded-for': '203.0.113.1' })).toBe(404)
})

test('a platform without a mail server says so, and shows no mails', async () => {
  const node = await platform.startNode({ DEV_MAIL: 'off' })
  const member = await createMember(platform)
  expect((await member.player.ask('changeEmail', { body: { address: 'a@example.org', lang } }, node.url)).body['code']).toBe(
    'no-mail',
  )
  expect(
    (await member.player.http('POST', '/v1/password-resets', { address: 'a@example.org', lang }, node.url)).body['code'],
  ).toBe('no-mail')
  expect((await member.player.ask('getOwnAccount', {}, node.url)).body['canMail']).toBe(false)
  expect((await fetch(`${node.url}/dev/mail`)).status).toBe(404)
  await node.stop()
})

test('an address that was claimed with the former password is worth nothing once that is changed', async () => {
  const member = await createMember(platform)
  const thief = TestPlayer.of((await signIn(platform, member.name)).body, platform.urls)
  expect((await thief.ask('changeEmail', { body: { address: 'thief@example.org', lang } })).status).toBe(204)
  const [mail] = await mailsTo(platform, 'thief@example.org')
  expect((await member.player.ask('changePassword', { body: { password, next, lang } })).status).toBe(200)
  expect((await confirm(secretIn(mail))).body.code).toBe('link-spent')
  expect((await member.player.ask('getOwnAccount', {})).body).toMatchObject({ email: null, claimedEmail: null })
})
