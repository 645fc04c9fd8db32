import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { TestPlayer } from '@eduscale/testing/test-player'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SoftAuthenticator, type AskedToMake, type AskedToSign, type Lie } from './soft-authenticator'
import { createMember, createReader, lang, letProofsRunOut, mailsTo, post, type Member } from './ways-in'

/* Passkeys: made, shown at a sign-in without a name, shown to prove it again; and everything that isn't one. */
const origin = 'http://localhost:4000'
let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({
    nodes: 2,
    runner: false,
    env: { PUBLIC_URL: origin, DEV_MAIL: 'on', TRUSTED_PROXIES: 'loopback' },
  })
}, 120_000)
afterAll(() => platform.stop())

async function ask<Asked>(player: TestPlayer, name: 'beginPasskey' | 'beginPasskeyProof'): Promise<Asked> {
  const { status, body } = await player.ask(name, {})
  expect(status).toBe(201)
  return body as Asked
}

async function make(player: TestPlayer, device: SoftAuthenticator, lie: Lie = {}) {
  const credential = device.make(await ask<AskedToMake>(player, 'beginPasskey'), lie)
  return player.ask('addPasskey', { body: { credential, lang } })
}

/** A member with a passkey. */
async function createKeyed(counter: number | null = null): Promise<Member & { device: SoftAuthenticator }> {
  const member = await createMember(platform)
  const device = new SoftAuthenticator(origin, { counter })
  expect((await make(member.player, device)).status).toBe(201)
  return { ...member, device }
}

async function askToSignIn(): Promise<AskedToSign> {
  const { status, body } = await post(platform, '/v1/passkey-challenges', {})
  expect(status).toBe(201)
  return body as unknown as AskedToSign
}

const show = (shown: unknown) => post(platform, '/v1/session/passkey', shown)
const signIn = async (device: SoftAuthenticator, lie: Lie = {}) => show(device.sign(await askToSignIn(), lie))

const listOf = async (player: TestPlayer) =>
  (await player.ask('listPasskeys', {})).body['passkeys'] as { id: string; name: string | null; isSynced: boolean }[]

const remove = (player: TestPlayer, id = '', url = platform.urls[0]) =>
  player.http('DELETE', `/v1/account/passkeys/${id}?lang=${lang}`, undefined, url)

const auditOf = ({ id }: Member) =>
  platform.db.query<{ action: string }>('SELECT action FROM audit_entry WHERE person_id = $1 ORDER BY at', [id])

test('a member makes one, signs in by it without a name, and by it alone proves it again', async () => {
  const { player, id, device, name } = await createKeyed()
  const signedIn = await signIn(device)
  expect(signedIn).toMatchObject({ status: 201, body: { user: { id, name } } })
  const elsewhere = TestPlayer.of(signedIn.body, platform.urls)
  // A sign-in is a proof.
  expect((await elsewhere.ask('beginPasskey', {})).status).toBe(201)
  await letProofsRunOut(platform, { player, id, name })
  expect((await elsewhere.ask('beginPasskey', {})).body['code']).toBe('proof-needed')
  const proof = await ask<AskedToSign & { allowCredentials: { id: string }[] }>(elsewhere, 'beginPasskeyProof')
  expect(proof.allowCredentials.map((each) => each.id)).toEqual([device.id])
  // Asked for by its id, a device needn't say whose it is.
  expect((await elsewhere.ask('proveByPasskey', { body: device.sign(proof, { userHandle: undefined }) })).status).toBe(204)
  expect((await elsewhere.ask('beginPasskey', {})).status).toBe(201)
  // In that session alone.
  expect((await player.ask('beginPasskey', {})).body['code']).toBe('proof-needed')
})

test('an account with a second step asks for no code then', async () => {
  const { player, id, device } = await createKeyed()
  await platform.db.query(
    "INSERT INTO second_factor (user_id, secret, on_at) VALUES ($1, '\\x00', now()) ON CONFLICT (user_id) DO NOTHING",
    [id],
  )
  expect(await signIn(device)).toMatchObject({ status: 201, body: { user: { id } } })
  expect(
    (await player.ask('proveByPasskey', { body: device.sign(await ask<AskedToSign>(player, 'beginPasskeyProof')) })).status,
  ).toBe(204)
})

test('it is called by its make, by its device or as one likes, and is shown to its owner alone', async () => {
  const { player } = await createMember(platform)
  const bitwarden = new SoftAuthenticator(origin, { aaguid: 'd548826e-79b4-db40-a3d8-11116f7e8349' })
  expect((await make(player, bitwarden)).body).toMatchObject({ name: 'Bitwarden', isSynced: true, lastUsedAt: null })
  expect((await make(player, new SoftAuthenticator(origin, { counter: 1 }))).body).toMatchObject({ name: null, isSynced: false })
  const [first, second] = await listOf(player)
  const rename = (by: TestPlayer, name: string) => by.ask('renamePasskey', { params: { id: second?.id ?? '' }, body: { name } })
  expect((await rename(player, '  My key ring ')).status).toBe(204)
  // As a name is, without what can't be seen.
  expect((await rename(player, 'My\u202E key\u200B \u2028\tring\uFEFF')).status).toBe(204)
  for (const nothing of [' ', '\u200B\u202E']) expect((await rename(player, nothing)).status).toBe(400)
  const { player: stranger } = await createMember(platform)
  expect((await rename(stranger, 'Mine')).status).toBe(404)
  const removed = await remove(stranger, first?.id)
  expect(removed.status).toBe(404)
  expect((await listOf(player)).map(({ name }) => name)).toEqual(['Bitwarden', 'My key ring'])
  expect((await rename(player, 'x'.repeat(61))).status).toBe(400)
  expect(await listOf(stranger)).toEqual([])
})

test('a guest has none, and neither has whoever doesn’t prove it first', async () => {
  const guest = await TestPlayer.create(platform.urls)
  for (const name of ['beginPasskey', 'beginPasskeyProof'] as const)
    expect((await guest.ask(name, {})).body['code']).toBe('members-only')
  const member = await createKeyed()
  const asked = await ask<AskedToMake>(member.player, 'beginPasskey')
  await letProofsRunOut(platform, member)
  const credential = new SoftAuthenticator(origin).make(asked)
  expect((await member.player.ask('addPasskey', { body: { credential, lang } })).body['code']).toBe('proof-needed')
  const [kept] = await listOf(member.player)
  expect((await remove(member.player, kept?.id)).body['code']).toBe('proof-needed')
  const renamed = await member.player.ask('renamePasskey', { params: { id: kept?.id ?? '' }, body: { name: 'Mine' } })
  expect(renamed.body['code']).toBe('proof-needed')
})

const lies: [string, Lie][] = [
  ['a page of another origin', { origin: 'http://localhost:4001' }],
  ['a page of another site', { origin: 'https://eduscale.example' }],
  ['another relying party', { rpId: 'example.org' }],
  ['a frame in a page of another site', { crossOrigin: true }],
  ['a person whom the device hasn’t verified', { isVerified: false }],
  ['nobody there', { isPresent: false, isVerified: false }],
  ['another ceremony', { type: 'payment.get' }],
]

test.each(lies)('refused when it is made: %s', async (_what, lie) => {
  const { player } = await createMember(platform)
  const answer = await make(player, new SoftAuthenticator(origin), lie)
  expect(answer).toMatchObject({ status: 401, body: { code: 'wrong-passkey' } })
  expect(await listOf(player)).toEqual([])
})

test.each<[string, Lie]>([
  ...lies,
  ['a key of somebody’s own', { isForged: true }],
  ['an id that nobody has', { id: 'AAAA' }],
  ['nothing that says whose it is', { userHandle: undefined }],
  ['another person’s name on it', { userHandle: 'AAAAAAAAAAAAAAAAAAAAAA' }],
])('refused at a sign-in: %s', async (_what, lie) => {
  const { device } = await createKeyed()
  // All alike, so that nothing tells what there is.
  expect(await signIn(device, lie)).toMatchObject({
    status: 401,
    body: { code: 'wrong-passkey', message: 'This passkey does not open an account here.' },
  })
})

test('a challenge is good once, for what it was given for, in its session, and for five minutes', async () => {
  const { player, device } = await createKeyed()
  const { player: other } = await createKeyed()
  const spent = await askToSignIn()
  const shown = device.sign(spent)
  const both = await Promise.all([show(shown), show(shown)])
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 410])
  expect((await show(device.sign(spent))).body.code).toBe('link-spent')
  // One that was refused is spent as well.
  const refused = await askToSignIn()
  expect((await show(device.sign(refused, { isForged: true }))).body.code).toBe('wrong-passkey')
  expect((await show(device.sign(refused))).body.code).toBe('link-spent')
  // One that somebody has made up.
  expect((await signIn(device, { challenge: 'A'.repeat(43) })).body.code).toBe('link-spent')

  const proof = await ask<AskedToSign>(player, 'beginPasskeyProof')
  expect((await show(device.sign(proof))).body.code).toBe('link-spent')
  expect((await player.ask('proveByPasskey', { body: device.sign(await askToSignIn()) })).body['code']).toBe('link-spent')
  expect((await other.ask('proveByPasskey', { body: device.sign(proof) })).body['code']).toBe('link-spent')
  // Within a session, too.
  for (const { challenge, rpId } of [await askToSignIn(), proof]) {
    const credential = new SoftAuthenticator(origin).make({ challenge, rp: { id: rpId }, user: { id: 'AAAA' } })
    expect((await player.ask('addPasskey', { body: { credential, lang } })).body['code']).toBe('link-spent')
  }
  const { challenge } = await ask<AskedToMake>(player, 'beginPasskey')
  const forAnother = device.sign({ challenge, rpId: proof.rpId })
  expect((await player.ask('proveByPasskey', { body: forAnother })).body['code']).toBe('link-spent')

  const old = await askToSignIn()
  await platform.db.query("UPDATE passkey_challenge SET expires_at = expires_at - interval '5 minutes' WHERE challenge = $1", [
    old.challenge,
  ])
  expect((await show(device.sign(old))).body.code).toBe('link-spent')
  // None of those that missed has taken it from whom it is for.
  expect((await player.ask('proveByPasskey', { body: device.sign(proof) })).status).toBe(204)
})

test('another person’s passkey proves nothing, and is kept for nobody else', async () => {
  const [mine, theirs] = [await createKeyed(), await createKeyed()]
  await letProofsRunOut(platform, mine)
  const asked = await ask<AskedToSign>(mine.player, 'beginPasskeyProof')
  expect((await mine.player.ask('proveByPasskey', { body: theirs.device.sign(asked) })).body['code']).toBe('wrong-passkey')
  expect((await mine.player.ask('beginPasskey', {})).body['code']).toBe('proof-needed')
  const again = await make(theirs.player, mine.device)
  expect(again).toMatchObject({ status: 409, body: { code: 'wrong-state', data: { because: 'known' } } })
  expect(await signIn(mine.device)).toMatchObject({ status: 401 })
})

test('one that counts and goes back is refused and audited; one that was never right accuses nobody', async () => {
  const keyed = await createKeyed(4)
  const { device } = keyed
  expect((await signIn(device)).status).toBe(201)
  expect((await signIn(device, { counter: 5, isForged: true })).status).toBe(401)
  expect((await auditOf(keyed)).map(({ action }) => action)).toEqual(['passkey-added'])
  for (const counter of [5, 4, 0]) expect((await signIn(device, { counter })).body.code).toBe('wrong-passkey')
  expect((await auditOf(keyed)).map(({ action }) => action)).toEqual(['passkey-added', ...Array(3).fill('passkey-copied')])
  expect((await signIn(device, { counter: 6 })).status).toBe(201)
  // Of two at the same moment that have counted alike one is a copy.
  const [one, two] = [await askToSignIn(), await askToSignIn()]
  const both = await Promise.all([one, two].map((asked) => show(device.sign(asked, { counter: 9 }))))
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 401])
})

test('whoever is banned is told why after the right passkey, and is not let in', async () => {
  const { device, id } = await createKeyed()
  await platform.db.query("INSERT INTO ban (user_id, reason) VALUES ($1, 'noise')", [id])
  expect(await signIn(device)).toMatchObject({ status: 403, body: { code: 'banned', data: { reason: 'noise' } } })
  expect((await signIn(device, { isForged: true })).body.code).toBe('wrong-passkey')
  const { device: right } = await createKeyed()
  expect((await signIn(right)).status).toBe(201)
})

test('the last way in stays, also when two take one away at once', async () => {
  const { player, id, device } = await createKeyed()
  const setHash = (hash: string | null) => platform.db.query('UPDATE "user" SET password_hash = $2 WHERE id = $1', [id, hash])
  await setHash(null)
  for (let round = 0; round < 12; round += 1) {
    await platform.db.query(
      `INSERT INTO passkey (user_id, credential_id, public_key, counter, transports, is_synced)
       VALUES ($1::uuid, gen_random_uuid()::text, '\\x00', 0, '{}', false)`,
      [id],
    )
    const own = await listOf(player)
    const answers = await Promise.all(own.map((passkey, at) => remove(player, passkey.id, platform.urls[at])))
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409])
  }
  const left = await listOf(player)
  expect(left).toHaveLength(1)
  expect(await remove(player, left[0]?.id)).toMatchObject({ status: 409, body: { code: 'last-way-in' } })
  await setHash('any')
  expect((await remove(player, left[0]?.id)).status).toBe(204)
  expect((await signIn(device)).body.code).toBe('wrong-passkey')
})

test('whoever came in by one that is removed is out, with what they have proved', async () => {
  const { player, device } = await createKeyed()
  const thief = TestPlayer.of((await signIn(device)).body, platform.urls)
  expect((await thief.ask('beginPasskey', {})).status).toBe(201)
  const [kept] = await listOf(player)
  expect((await remove(player, kept?.id)).status).toBe(204)
  await until('they are out', async () => (await thief.ask('beginPasskey', {})).status === 401)
  expect((await player.ask('beginPasskey', {})).status).toBe(201)
})

test('one that leads nowhere is no way in, so that the other one stays', async () => {
  const node = await platform.startNode({ PUBLIC_URL: 'http://192.168.1.20:4000' })
  const { player, id } = await createKeyed()
  expect((await make(player, new SoftAuthenticator(origin))).status).toBe(201)
  await platform.db.query('UPDATE "user" SET password_hash = NULL WHERE id = $1', [id])
  const [one] = await listOf(player)
  expect(await remove(player, one?.id, node.url)).toMatchObject({ status: 409, body: { code: 'last-way-in' } })
  expect((await remove(player, one?.id)).status).toBe(204)
})

test('its owner hears of it by mail, and the audit keeps it', async () => {
  const reader = await createReader(platform)
  const device = new SoftAuthenticator(origin)
  await make(reader.player, device)
  const [kept] = await listOf(reader.player)
  await remove(reader.player, kept?.id)
  const mails = await mailsTo(platform, reader.email, 3)
  expect(mails.map(({ subject }) => subject)).toEqual(expect.arrayContaining(['A passkey was added', 'A passkey was removed']))
  expect((await auditOf(reader)).map(({ action }) => action)).toEqual(
    expect.arrayContaining(['passkey-added', 'passkey-removed']),
  )
})

test('twenty at most, and the browser is told which of them there are', async () => {
  const { player, id, device } = await createKeyed()
  const asked = await ask<AskedToMake & { excludeCredentials: { id: string }[] }>(player, 'beginPasskey')
  expect(asked.excludeCredentials.map((each) => each.id)).toEqual([device.id])
  await platform.db.query(
    `INSERT INTO passkey (user_id, credential_id, public_key, counter, transports, is_synced)
     SELECT $1::uuid, 'made-' || n || $1::text, '\\x00', 0, '{}', false FROM generate_series(1, 19) n`,
    [id],
  )
  expect(await player.ask('beginPasskey', {})).toMatchObject({ status: 409, body: { data: { because: 'enough' } } })
  const credential = new SoftAuthenticator(origin).make(asked)
  expect((await player.ask('addPasskey', { body: { credential, lang } })).body['data']).toEqual({ because: 'enough' })
})

test('without https and a name there are none, and that is said', async () => {
  const node = await platform.startNode({ PUBLIC_URL: 'http://192.168.1.20:4000' })
  const { player, device } = await createKeyed()
  const answer = await fetch(`${node.url}/v1/passkey-challenges`, { method: 'POST' })
  expect(answer.status).toBe(501)
  expect(await answer.json()).toMatchObject({ code: 'no-passkeys', data: { why: 'plain-http' } })
  const listed = await player.http('GET', '/v1/account/passkeys', undefined, node.url)
  expect(listed.body).toMatchObject({ origin: null, why: 'plain-http', passkeys: [{}] })
  const shown = await fetch(`${node.url}/v1/session/passkey`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(device.sign(await askToSignIn())),
  })
  expect(shown.status).toBe(501)
})

test('what is no passkey at all is refused at the edge', async () => {
  const { device } = await createKeyed()
  const shown = device.sign(await askToSignIn())
  const { response } = shown
  for (const body of [{}, { ...shown, id: 'not base64!' }, { ...shown, response: { ...response, signature: 'A'.repeat(2_001) } }])
    expect((await show(body)).status).toBe(400)
  const odd = [null, { challenge: 'a\u0000b' }].map((data) => Buffer.from(JSON.stringify(data)).toString('base64url'))
  for (const clientDataJSON of ['', 'bm9uZQ', ...odd])
    expect((await show({ ...shown, response: { ...response, clientDataJSON } })).body.code).toBe('wrong-passkey')
  for (const authenticatorData of ['', 'AAAA', 'A'.repeat(1_999)]) {
    const right = device.sign(await askToSignIn())
    expect((await show({ ...right, response: { ...right.response, authenticatorData } })).body.code).toBe('wrong-passkey')
  }
})

test('an address has as many tries as with passwords, and takes none from another', async () => {
  const shown = (await createKeyed()).device.sign(await askToSignIn(), { challenge: 'A'.repeat(43) })
  const from = (address: string) => post(platform, '/v1/session/passkey', shown, address)
  const codes: unknown[] = []
  // No more at a time than bodies of one address are read at a time.
  for (let tried = 0; tried < 250; tried += 50)
    codes.push(...(await Promise.all(Array.from({ length: 50 }, () => from('203.0.113.7')))).map(({ body }) => body.code))
  // Where a minute ends meanwhile, the next one's begin.
  expect(codes.filter((code) => code === 'link-spent').length).toBeGreaterThanOrEqual(240)
  expect(codes).toContain('rate-limited')
  expect((await from('203.0.113.8')).body.code).toBe('link-spent')
})
