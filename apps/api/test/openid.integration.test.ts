import { randomUUID } from 'node:crypto'
import { createServer } from 'node:net'
import { findFreePort } from '@eduscale/testing/free-port'
import { startOpenIdProvider, type TestProvider } from '@eduscale/testing/openid-provider'
import { startTestPlatform, type TestPlatform } from '@eduscale/testing/test-platform'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PageBrowser, publicUrl } from './openid-world'
import { findKept, hearSecrets, makeTraces, plantOne } from './secrets'
import { actBehind, createReader, finishSignIn, lang, letProofsRunOut, mailsTo, newName, password } from './ways-in'

/* Signing in by a real OpenID provider, which runs in this process; each refusal was seen to be missing once its guard was taken away. */
let platform: TestPlatform
let school: TestProvider
let club: TestProvider
const slow = createServer()
const secrets = hearSecrets()

/** The school says of everybody that their address is proved: the one of somebody here, where the name ends so. */
let someonesEmail = ''
const claimsOf = (name: string) => ({
  email: name.startsWith('same') ? someonesEmail : `${name}@school.example`,
  email_verified: true,
})

beforeAll(async () => {
  school = await startOpenIdProvider({ id: 'school', label: 'The school', publicUrl, claimsOf })
  club = await startOpenIdProvider({ id: 'club', label: 'The club', publicUrl })
  const [away, slowPort] = [await findFreePort(), await findFreePort()]
  await new Promise<void>((resolve) => slow.listen(slowPort, '127.0.0.1', resolve))
  const unreachable = (id: string, port: number) => ({ ...club.setting, id, issuer: `http://127.0.0.1:${port}` })
  const providers = [school.setting, club.setting, unreachable('away', away), unreachable('slow', slowPort)]
  platform = await startTestPlatform({
    nodes: 2,
    runner: false,
    env: { DEV_MAIL: 'on', PUBLIC_URL: publicUrl, OIDC_PROVIDERS: JSON.stringify(providers), LOG_LEVEL: 'trace' },
  })
}, 120_000)
afterAll(async () => {
  slow.close()
  secrets.stop()
  await Promise.all([platform.stop(), school.stop(), club.stop()])
})

const subject = () => `pupil-${randomUUID().slice(0, 8)}`
const browser = () => new PageBrowser(platform)

/** A member by the school's account alone. */
async function createPupil() {
  const [page, name, called] = [browser(), subject(), newName()]
  const registered = await page.register(school, name, called)
  expect(registered.status).toBe(201)
  const player = page.become(registered)
  return { page, player, name, called, id: player.user.id }
}

test('somebody new chooses a name, and is the same person the next time', async () => {
  const name = subject()
  const page = browser()
  expect((await (await fetch(`${platform.urls[0]}/v1/openid/providers`)).json()) as unknown).toMatchObject({
    providers: [{ id: 'school', label: 'The school' }, { id: 'club' }, { id: 'away' }, { id: 'slow' }],
  })
  const arrived = await page.go(school, name)
  expect(arrived).toMatchObject({ status: 200, body: { is: 'unknown', name, label: 'The school' } })
  const called = newName()
  const chosen = { ticket: arrived.body['ticket'], name: called }
  const registered = await page.post('/v1/session/openid/account', chosen)
  expect(registered).toMatchObject({ status: 201, body: { user: { name: called, kind: 'member' } } })
  const { id } = page.become(registered).user
  // Sent again for want of an answer, it makes no second one.
  expect(await page.post('/v1/session/openid/account', chosen)).toMatchObject({ status: 201, body: { user: { id } } })
  const again = await browser().go(school, name)
  expect(again).toMatchObject({ status: 200, body: { is: 'entered', user: { id, name: called } } })
  // The same subject of another provider is somebody else.
  expect((await browser().go(club, name)).body['is']).toBe('unknown')
  // A session like any other: its key is in the slot's cookie.
  expect((await page.post('/v1/session/refresh', {})).status).toBe(200)
  expect(await platform.db.query('SELECT 1 FROM linked_account WHERE user_id = $1', [id])).toHaveLength(1)
})

test('a guest who does keeps what they are, and a name that is taken stays its owner’s', async () => {
  const page = browser()
  const guest = page.become(await page.post('/v1/session/guest', {}))
  const before = guest.token
  const arrived = await page.go(school, subject())
  const { ticket } = arrived.body
  const owner = await createPupil()
  const taken = await page.post('/v1/session/openid/account', { ticket, name: owner.called })
  expect(taken).toMatchObject({ status: 409, body: { code: 'name-taken', data: { field: 'name' } } })
  const registered = await page.post('/v1/session/openid/account', { ticket, name: newName() })
  expect(registered.body).toMatchObject({ user: { id: guest.user.id, kind: 'member' } })
  const as = (token: string) => fetch(`${platform.urls[1]}/v1/me`, { headers: { authorization: `Bearer ${token}` } })
  await expect.poll(async () => (await as(before)).status).toBe(401)
})

test('the same address as another account’s is no way in there', async () => {
  const reader = await createReader(platform)
  someonesEmail = reader.email
  const page = browser()
  const registered = await page.register(school, `same-${subject()}`, newName())
  expect(registered.body).toMatchObject({ user: { kind: 'member' } })
  const player = page.become(registered)
  expect(player.user.id).not.toBe(reader.id)
  // Nor is it taken for an address that was proved here.
  expect((await player.ask('getOwnAccount', {})).body).toMatchObject({ email: null, claimedEmail: null, hasPassword: false })
})

test('what a provider sends back is worth something once, for a while, in the browser that was sent there', async () => {
  const [page, name] = [browser(), subject()]
  const spent = { status: 410, body: { code: 'link-spent' } }
  const back = await school.visit(await page.begin(school), name)
  // A link that somebody else has sent: they would be signed in as the sender.
  expect(await browser().finish(school, back)).toMatchObject(spent)
  const other = browser()
  await other.begin(school)
  expect(await other.finish(school, back)).toMatchObject(spent)
  expect(await page.finish(school, back, { state: 'x'.repeat(43) })).toMatchObject(spent)
  expect((await page.finish(school, back)).body['is']).toBe('unknown')
  expect(await page.finish(school, back)).toMatchObject(spent)

  const late = await school.visit(await page.begin(school), name)
  await platform.db.query("UPDATE openid_request SET expires_at = now() - interval '1 second'")
  expect(await page.finish(school, late)).toMatchObject(spent)

  const arrived = await page.go(school, name)
  const chosen = { ticket: arrived.body['ticket'], name: newName() }
  expect(await other.post('/v1/session/openid/account', chosen)).toMatchObject(spent)
  await platform.db.query("UPDATE openid_arrival SET expires_at = now() - interval '1 second'")
  expect(await page.post('/v1/session/openid/account', chosen)).toMatchObject(spent)
})

test('at the same moment one of many gets in by it', async () => {
  const page = browser()
  const back = await school.visit(await page.begin(school), subject())
  const answers = await Promise.all(Array.from({ length: 6 }, (_, index) => page.finish(school, back, {}, index % 2)))
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410, 410, 410, 410, 410])
})

test('another nonce, issuer, provider, code or verifier is refused', async () => {
  const [page, name] = [browser(), subject()]
  const refused = { status: 400, body: { code: 'provider-refused' } }
  const go = async (change: () => Promise<unknown>, more: object = {}) => {
    const back = await school.visit(await page.begin(school), name)
    await change()
    return page.finish(school, back, more)
  }
  const set = (column: string) => () => platform.db.query(`UPDATE openid_request SET ${column} = repeat('x', 43)`)
  const nothing = async () => {}
  expect(await go(set('nonce'))).toMatchObject(refused)
  expect(await go(set('verifier'))).toMatchObject(refused)
  expect(await go(nothing, { iss: club.issuer })).toMatchObject(refused)
  // The school says that it always names itself.
  expect(await go(nothing, { iss: undefined })).toMatchObject(refused)
  expect(await go(nothing, { code: 'made-up' })).toMatchObject(refused)
  expect(await go(nothing, { provider: 'club' })).toMatchObject({ status: 410 })
  expect((await go(nothing)).body['is']).toBe('unknown')
})

test('a provider that is away, or says nothing, is told in a sentence, and keeps nobody waiting', async () => {
  const page = browser()
  for (const provider of ['away', 'slow']) {
    const answer = await page.post('/v1/session/openid', { provider })
    expect(answer).toMatchObject({ status: 424, body: { code: 'provider-away' } })
  }
  expect(await page.post('/v1/session/openid', { provider: 'unknown' })).toMatchObject({ status: 404 })
  // It goes while somebody is there.
  const short = await startOpenIdProvider({ id: 'short', label: 'Short', publicUrl })
  const providers = JSON.stringify([short.setting])
  const node = await platform.startNode({ OIDC_PROVIDERS: providers })
  const alone = new PageBrowser({ ...platform, urls: [node.url, node.url] })
  const back = await short.visit(await alone.begin(short), 'ada')
  await short.stop()
  expect(await alone.finish(short, back)).toMatchObject({ status: 424, body: { code: 'provider-away' } })
})

test('pages under another name of the platform are sent to the one that providers lead back to', async () => {
  const begun = await browser().post('/v1/session/openid', { provider: 'school' }, { origin: 'http://players.test' })
  expect(begun.body['url']).toBe(`${publicUrl}/sign-in`)
  const elsewhere = await browser().post('/v1/session/openid', { provider: 'school' }, { origin: 'http://evil.example' })
  expect(elsewhere).toMatchObject({ status: 403 })
})

test('an account is linked by whoever is signed in to both, and has proved it', async () => {
  const member = await createReader(platform)
  const [page, name] = [browser(), subject()]
  const player = await page.signIn(member)
  await letProofsRunOut(platform, member)
  const link = { provider: 'school' }
  expect((await page.post('/v1/session/openid/link', link)).body.code).toBe('proof-needed')
  expect((await player.ask('proveAgain', { body: { password } })).status).toBe(204)
  const back = await school.visit(await page.begin(school, '/link'), name)
  // Signed in as somebody else, or out: what was begun is not theirs.
  const { token } = page
  page.token = null
  expect((await page.finish(school, back)).status).toBe(401)
  page.token = token
  const elsewhere = await school.visit(await page.begin(school, '/link'), name)
  page.become(await page.post('/v1/session/sign-in', { name: member.name, password }))
  expect((await page.finish(school, elsewhere)).status).toBe(410)
  page.token = token
  const stale = await school.visit(await page.begin(school, '/link'), name)
  await letProofsRunOut(platform, member)
  expect((await page.finish(school, stale)).body.code).toBe('proof-needed')
  await player.ask('proveAgain', { body: { password } })
  expect((await page.go(school, name, '/link')).body).toEqual({ is: 'linked', label: 'The school' })
  expect((await browser().go(school, name)).body).toMatchObject({ is: 'entered', user: { id: member.id } })
  const [mail] = await mailsTo(platform, member.email, 2)
  expect(mail?.subject).toBe('A way in was added')

  // It is theirs alone.
  const other = await createPupil()
  expect((await other.page.go(school, name, '/link')).body.code).toBe('account-linked')
  expect((await page.go(school, name, '/link')).body['is']).toBe('linked')
})

test('a session that ends on the way links nothing', async () => {
  const member = await createReader(platform)
  const page = browser()
  await page.signIn(member)
  const back = await school.visit(await page.begin(school, '/link'), subject())
  const next = 'another horse, another day'
  expect((await member.player.ask('changePassword', { body: { password, next, lang } })).status).toBe(200)
  expect((await page.finish(school, back)).status).toBe(401)
  const { accounts } = (await member.player.ask('listLinkedAccounts', {})).body as { accounts: unknown[] }
  expect(accounts).toEqual([])
})

test('nor does it unlink anything', async () => {
  const { player, id } = await createPupil()
  await platform.db.query(`UPDATE "user" SET password_hash = 'any' WHERE id = $1`, [id])
  const [linked] = (await player.ask('listLinkedAccounts', {})).body['accounts'] as { id: string }[]
  const changes = [
    "UPDATE session SET withdrawn_at = now(), reason = 'ended' WHERE user_id = $1",
    'UPDATE "user" SET seen_at = seen_at WHERE id = $1',
  ]
  const unlink = () => player.http('DELETE', `/v1/account/linked/${linked?.id}?lang=en`)
  expect((await actBehind(platform, { id, changes }, unlink)).body).toMatchObject({ code: 'unauthenticated' })
  expect(await platform.db.query('SELECT 1 FROM linked_account WHERE user_id = $1', [id])).toHaveLength(1)
})

test('the last way in stays; another one may go, and whoever came in by it is out', async () => {
  const { player, name, id, page } = await createPupil()
  const [linked] = (await player.ask('listLinkedAccounts', {})).body['accounts'] as { id: string }[]
  expect(linked).toMatchObject({ provider: { id: 'school' }, knownAs: name })
  const unlink = () => player.http('DELETE', `/v1/account/linked/${linked?.id}?lang=en`)
  expect((await unlink()).body).toMatchObject({ code: 'last-way-in' })
  // Of two at the same moment one stays.
  expect((await page.go(club, name, '/link')).body['is']).toBe('linked')
  const both = (await player.ask('listLinkedAccounts', {})).body['accounts'] as { id: string }[]
  const gone = await Promise.all(
    both.map((one, node) => player.http('DELETE', `/v1/account/linked/${one.id}?lang=en`, undefined, platform.urls[node])),
  )
  expect(gone.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409])

  const next = 'another horse, another day'
  expect((await player.ask('changePassword', { body: { password: '', next, lang } })).status).toBe(200)
  const [left] = (await player.ask('listLinkedAccounts', {})).body['accounts'] as { id: string; provider: { id: string } }[]
  const provider = left?.provider.id === 'school' ? school : club
  const elsewhere = browser()
  const there = elsewhere.become(await elsewhere.go(provider, name))
  expect((await player.http('DELETE', `/v1/account/linked/${left?.id}?lang=en`)).status).toBe(204)
  await expect.poll(async () => (await there.ask('getMe', {})).status).toBe(401)
  expect((await browser().go(provider, name)).body['is']).toBe('unknown')
  expect((await player.ask('getMe', {})).body['user']).toMatchObject({ id })
})

test('whoever has no password proves it at the provider, at this moment and not before', async () => {
  const { player, page, name, id } = await createPupil()
  const pupil = { name, player, id }
  const setPassword = () => player.ask('changePassword', { body: { password: '', next: 'another horse, another day', lang } })
  await letProofsRunOut(platform, pupil)
  expect((await setPassword()).body['code']).toBe('proof-needed')
  const refused = { status: 400, body: { code: 'provider-refused' } }

  // Signed in there already, an hour ago: whoever has found the browser leaves out what asks for the password again.
  const jar = new Map<string, string>()
  await school.visit(await page.begin(school), name, { jar, secondsAgo: 3_600 })
  const url = new URL(await page.begin(school, '/proof'))
  expect(url.searchParams.get('prompt')).toBe('login')
  expect(url.searchParams.get('max_age')).toBe('0')
  for (const asks of ['prompt', 'max_age']) url.searchParams.delete(asks)
  expect(await page.finish(school, await school.visit(url.href, 'not asked', { jar }))).toMatchObject(refused)
  // Somebody else's account there, and one of another time.
  expect(await page.go(school, subject(), '/proof')).toMatchObject(refused)
  const later = await school.visit(await page.begin(school, '/proof'), name, { secondsAgo: -3_600 })
  expect(await page.finish(school, later)).toMatchObject(refused)
  expect((await setPassword()).body['code']).toBe('proof-needed')

  expect((await page.go(school, name, '/proof')).body).toEqual({ is: 'proved' })
  expect((await setPassword()).status).toBe(200)
  const guest = browser()
  guest.become(await guest.post('/v1/session/guest', {}))
  expect((await guest.post('/v1/session/openid/proof', { provider: 'school' })).body.code).toBe('members-only')
})

test('whom the provider only knows still comes in, and has proved nothing by that', async () => {
  const { name, id, called } = await createPupil()
  const setPassword = async (page: PageBrowser, entered: Parameters<PageBrowser['become']>[0]) =>
    page.become(entered).ask('changePassword', { body: { password: '', next: 'another horse, another day', lang } })
  const jar = new Map<string, string>()
  await school.visit(await browser().begin(school), name, { jar, secondsAgo: 3_600 })
  const found = browser()
  const entered = await found.finish(school, await school.visit(await found.begin(school), 'not asked', { jar }))
  expect(entered.body).toMatchObject({ is: 'entered', user: { id } })
  expect((await setPassword(found, entered)).body['code']).toBe('proof-needed')
  // Who has just signed in there has proved it, and so has whoever has just come for the first time, once.
  const page = browser()
  const ticket = (await page.go(school, subject())).body['ticket']
  const chosen = { ticket, name: newName() }
  await page.post('/v1/session/openid/account', chosen)
  expect((await setPassword(page, await page.post('/v1/session/openid/account', chosen))).body['code']).toBe('proof-needed')
  const own = browser()
  expect((await setPassword(own, await own.go(school, name))).status).toBe(200)
  expect(called).not.toBe('')
})

test('what was proved before a second step was on is not enough after it', async () => {
  const { player, page, name, id } = await createPupil()
  const before = await school.visit(await page.begin(school, '/proof'), name)
  const begun = await player.ask('beginSecondFactor', {})
  const app = new TOTP({ secret: Secret.fromBase32(String(begun.body['secret'])) })
  expect((await player.ask('turnSecondFactorOn', { body: { code: app.generate(), lang } })).status).toBe(200)
  await letProofsRunOut(platform, { name, player, id })
  expect(await page.finish(school, before)).toMatchObject({ status: 409, body: { code: 'wrong-state' } })
  expect((await player.ask('renewRecoveryCodes', {})).body['code']).toBe('proof-needed')
})

test('a token that is nobody’s makes no new account beside the guest’s', async () => {
  const page = browser()
  const guest = page.become(await page.post('/v1/session/guest', {}))
  const ticket = (await page.go(school, subject())).body['ticket']
  await platform.db.query('UPDATE session SET withdrawn_at = clock_timestamp() WHERE user_id = $1', [guest.user.id])
  const refused = { status: 401, body: { code: 'unauthenticated' } }
  await expect.poll(async () => (await guest.http('GET', '/v1/me')).status).toBe(401)
  expect(await page.post('/v1/session/openid/account', { ticket, name: newName() })).toMatchObject(refused)
  expect(await page.post('/v1/session/account', { name: newName(), password })).toMatchObject(refused)
})

test('a second step is asked for after a provider, too, and a ban holds', async () => {
  const { player, page, name, id } = await createPupil()
  const begun = await player.ask('beginSecondFactor', {})
  const app = new TOTP({ secret: Secret.fromBase32(String(begun.body['secret'])) })
  const codeAt = (steps: number) => app.generate({ timestamp: Date.now() + steps * 30_000 })
  const on = await player.ask('turnSecondFactorOn', { body: { code: codeAt(-1), lang } })
  const codes = on.body['recoveryCodes'] as string[]
  const half = await browser().go(school, name)
  expect(half).toMatchObject({ status: 401, body: { code: 'second-factor' } })
  const whole = await finishSignIn(platform, { ticket: half.body.data?.['ticket'], code: codeAt(0) })
  expect(whole).toMatchObject({ status: 201, body: { user: { id } } })

  await letProofsRunOut(platform, { name, player, id })
  expect((await page.post('/v1/session/openid/proof', { provider: 'school' })).body.code).toBe('wrong-code')
  expect((await page.go(school, name, '/proof', { code: codes[0] })).body['is']).toBe('proved')
  expect((await player.ask('renewRecoveryCodes', {})).status).toBe(200)

  const banned = await createPupil()
  await platform.db.query(`INSERT INTO ban (user_id, reason) VALUES ($1, 'for a reason')`, [banned.id])
  expect(await browser().go(school, banned.name)).toMatchObject({ status: 403, body: { code: 'banned' } })
})

test('what has run out is deleted', async () => {
  await browser().begin(school)
  const { pruneOpenId } = await import('../src/areas/identity/openid/openid.queries')
  const { createDb } = await import('@eduscale/db')
  await platform.db.query("UPDATE openid_request SET expires_at = now() - interval '1 second'")
  const kept = await browser().begin(school)
  const db = createDb({ url: platform.db.url, poolSize: 2, applicationName: 'pruning' })
  await pruneOpenId(db)
  await db.$disconnect()
  expect(kept).toContain(school.issuer)
  expect(await platform.db.query('SELECT 1 FROM openid_request')).toHaveLength(1)
})

test('no key, token, ticket, code or state of these tests is kept anywhere, or was written to a log', async () => {
  await makeTraces(platform)
  expect(await findKept(platform, secrets)).toEqual([])
  await plantOne(platform, secrets)
  expect(await findKept(platform, secrets)).toEqual(['audit_entry'])
})
