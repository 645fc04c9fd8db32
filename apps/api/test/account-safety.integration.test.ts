import { auditPageSchema } from '@eduscale/contracts/audit'
import { grantRole } from '@eduscale/testing/grant-role'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { TestPlayer } from '@eduscale/testing/test-player'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Jar } from './session-world'
import { SoftAuthenticator, type AskedToMake } from './soft-authenticator'
import {
  actBehind,
  createMember,
  createReader,
  lang,
  mailsTo,
  password,
  post,
  secretIn,
  sessionIdOf,
  signIn,
  type Member,
} from './ways-in'

/* What somebody is told of their own account: where they are signed in, what was done to it, and that a session was stolen. */
const origin = 'http://localhost:4000'
let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: false, env: { DEV_MAIL: 'on', PUBLIC_URL: origin } })
}, 120_000)
afterAll(() => platform.stop())

async function signInAgain({ name }: Member, given = password): Promise<TestPlayer> {
  return TestPlayer.of((await signIn(platform, name, given)).body, platform.urls)
}

const eventsOf = async (player: TestPlayer) =>
  (await player.ask('listSecurityEvents', {})).body['events'] as {
    action: string
    sessions: number | null
    device: string | null
  }[]
const actionsOf = async (player: TestPlayer) => (await eventsOf(player)).map(({ action }) => action)

/** With a connection, on which notices come. */
async function connect(player: TestPlayer): Promise<void> {
  player.connection.reconnect()
  await until('the connection is there', () => player.connection.status === 'online')
}

const hasHeard = (player: TestPlayer, t: string) =>
  until(`there is a notice ${t}`, () => player.notices.some((notice) => notice.t === t))

test('what one does to one’s own account is kept, and shown to oneself alone', async () => {
  const member = await createReader(platform)
  const { player } = member
  const begun = await player.ask('beginSecondFactor', {})
  const app = new TOTP({ secret: Secret.fromBase32(String(begun.body['secret'])) })
  await player.ask('turnSecondFactorOn', { body: { code: app.generate(), lang } })
  await player.ask('renewRecoveryCodes', {})
  await player.http('DELETE', `/v1/account/second-factor?lang=${lang}`)
  await player.http('DELETE', `/v1/account/email?lang=${lang}`)
  await player.ask('changePassword', { body: { password, next: 'another horse, another day', lang } })
  expect(await actionsOf(player)).toEqual([
    'password-changed',
    'email-removed',
    'second-factor-off',
    'recovery-codes-renewed',
    'second-factor-on',
    'email-changed',
  ])
  const { player: other } = await createMember(platform)
  expect(await eventsOf(other)).toEqual([])
  // What changed nothing is nothing that has happened.
  await player.http('DELETE', `/v1/account/second-factor?lang=${lang}`)
  await player.http('DELETE', `/v1/account/email?lang=${lang}`)
  expect(await eventsOf(player)).toHaveLength(6)
  await expect(platform.db.query("UPDATE audit_entry SET action = 'x' WHERE person_id = $1", [player.user.id])).rejects.toThrow(
    'append-only',
  )
})

test('a password that was set by mail is there as well', async () => {
  const member = await createReader(platform)
  await post(platform, '/v1/password-resets', { address: member.email, lang })
  const [mail] = await mailsTo(platform, member.email, 2)
  const next = 'another horse, another day'
  await post(platform, '/v1/password-resets/consume', { token: secretIn(mail), password: next, lang })
  expect(await eventsOf(await signInAgain(member, next))).toMatchObject([
    { action: 'password-changed', device: null },
    { action: 'email-changed' },
  ])
})

test('sessions that one ends are kept with the device that ended them, and one’s other pages hear of it', async () => {
  const member = await createMember(platform)
  const [second, third, fourth] = [await signInAgain(member), await signInAgain(member), await signInAgain(member)]
  await connect(third)
  await platform.db.query("UPDATE session SET device = 'Firefox, Linux' WHERE id = $1", [sessionIdOf(member.player.token)])
  const id = sessionIdOf(second.token)
  expect((await member.player.ask('endSession', { params: { id } })).status).toBe(204)
  await hasHeard(third, 'sessions:changed')
  // Ended before: nothing happens.
  expect((await member.player.ask('endSession', { params: { id } })).status).toBe(204)
  expect((await member.player.ask('endOtherSessions', {})).status).toBe(204)
  for (const gone of [second, third, fourth]) expect((await gone.http('GET', '/v1/me')).status).toBe(401)
  expect(await eventsOf(member.player)).toMatchObject([
    { action: 'sessions-ended', sessions: 2, device: 'Firefox, Linux' },
    { action: 'sessions-ended', sessions: 1, device: 'Firefox, Linux' },
  ])
  // Nobody ends somebody else's.
  const { player: stranger } = await createMember(platform)
  await stranger.ask('endSession', { params: { id: sessionIdOf(member.player.token) } })
  expect((await member.player.http('GET', '/v1/me')).status).toBe(200)
})

test('one’s pages hear of a sign-in and a sign-out elsewhere', async () => {
  const member = await createMember(platform)
  await connect(member.player)
  const elsewhere = await signInAgain(member)
  await hasHeard(member.player, 'sessions:changed')
  member.player.notices.length = 0
  expect((await elsewhere.http('DELETE', '/v1/session')).status).toBe(204)
  await hasHeard(member.player, 'sessions:changed')
})

test('the console shows what people with a role did, and what everybody does when it is asked for', async () => {
  const { player: moderator } = await createMember(platform)
  await grantRole(platform.db, moderator.user.id, 'moderator')
  await moderator.renew()
  const member = await createMember(platform)
  await signInAgain(member)
  await member.player.ask('endOtherSessions', {})
  await signInAgain(member)
  const kept = sessionIdOf((await signInAgain(member)).token)
  await moderator.ask('withdrawSessions', { params: { id: member.id }, body: { session: kept } })
  const read = async (query: string) =>
    auditPageSchema.parse((await moderator.http('GET', `/v1/admin/audit${query}`)).body).entries.map(({ action }) => action)
  const unasked = await read('')
  expect(unasked).toContain('sessions-withdrawn')
  expect(unasked).not.toContain('sessions-ended')
  expect(await read('?action=sessions-ended')).toContain('sessions-ended')
  expect(await read(`?person=${member.id}`)).toEqual(['sessions-withdrawn', 'sessions-ended'])
  // Its owner sees that it was done, and not by whom.
  expect(await eventsOf(member.player)).toEqual([
    { id: expect.any(String), at: expect.any(String), action: 'sessions-withdrawn', device: null, passkey: null, sessions: 1 },
    expect.objectContaining({ action: 'sessions-ended' }),
  ])
})

test('the last twenty', async () => {
  const { player, id } = await createMember(platform)
  await platform.db.query(
    `INSERT INTO audit_entry (actor_id, action, person_id, subject, data, at)
     SELECT $1::uuid, 'passkey-added', $1::uuid, $1::text, jsonb_build_object('passkey', n), now() - n * interval '1 hour'
     FROM generate_series(1, 25) n`,
    [id],
  )
  const events = (await eventsOf(player)) as unknown as { passkey: string }[]
  expect(events.map(({ passkey }) => Number(passkey))).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
})

/** Two have had the key of a session of theirs. */
async function steal({ name }: Member): Promise<void> {
  const jar = await Jar.enter(platform, '/v1/session/sign-in', { body: { name, password } })
  const stolen = jar.cookie
  for (const _ of [1, 2, 3]) {
    await jar.sleep(120)
    await jar.refresh()
  }
  jar.cookie = stolen
  expect(await jar.refresh()).toMatchObject({ status: 401, reason: 'stolen' })
}

test('whoever had a session stolen is told on every page and at each sign-in, until they have understood', async () => {
  const [member, other] = [await createMember(platform), await createMember(platform)]
  const theftOf = async (player: TestPlayer) => ((await player.http('GET', '/v1/me')).body as { theft: unknown }).theft
  expect(await theftOf(member.player)).toBeNull()
  await connect(member.player)
  await steal(member)
  await hasHeard(member.player, 'session:stolen')
  expect(await theftOf(member.player)).toMatchObject({ endedAt: expect.any(String) })
  const later = await signInAgain(member)
  expect(await theftOf(later)).not.toBeNull()
  expect(await theftOf(other.player)).toBeNull()
  // Somebody else understands nothing for them.
  expect((await other.player.ask('understandTheft', {})).status).toBe(204)
  expect(await theftOf(later)).not.toBeNull()
  expect((await later.ask('understandTheft', {})).status).toBe(204)
  expect(await theftOf(later)).toBeNull()
  expect(await theftOf(member.player)).toBeNull()
  expect(await actionsOf(later)).toEqual(['session-stolen'])
  // It stays in the list, and the next one is told of again.
  expect((await later.ask('listSessions', {})).body['stolen']).toHaveLength(1)
  await steal(member)
  expect(await theftOf(later)).not.toBeNull()
})

test('it is written to them once, in the language in which they have proved their address', async () => {
  const member = await createMember(platform)
  const address = `${member.name.replace(' ', '.')}@example.org`
  await member.player.ask('changeEmail', { body: { address, lang: 'pl' } })
  const [mail] = await mailsTo(platform, address)
  await post(platform, '/v1/email-confirmations', { token: secretIn(mail), lang: 'pl' })
  await steal(member)
  const mails = await mailsTo(platform, address, 2)
  expect(mails.map(({ subject }) => subject)).toEqual(['Jedna z Twoich sesji została zakończona', 'Potwierdź adres e-mail'])
})

async function makePasskey(player: TestPlayer): Promise<() => ReturnType<TestPlayer['http']>> {
  const { body } = await player.ask('beginPasskey', {})
  const credential = new SoftAuthenticator(origin).make(body as unknown as AskedToMake)
  return () => player.ask('addPasskey', { body: { credential, lang } })
}

async function beginSecondStep(player: TestPlayer): Promise<() => ReturnType<TestPlayer['http']>> {
  const begun = await player.ask('beginSecondFactor', {})
  const app = new TOTP({ secret: Secret.fromBase32(String(begun.body['secret'])) })
  return () => player.ask('turnSecondFactorOn', { body: { code: app.generate(), lang } })
}

type Act = (player: TestPlayer) => Promise<() => ReturnType<TestPlayer['http']>>
/** Made ready first, and then done. */
const acts: [string, Act][] = [
  ['a passkey', makePasskey],
  [
    'a passkey’s removal',
    async (player) => {
      const made = await (await makePasskey(player))()
      return () => player.http('DELETE', `/v1/account/passkeys/${String(made.body['id'])}?lang=${lang}`)
    },
  ],
  ['an address', async (player) => () => player.ask('changeEmail', { body: { address: 'thief@example.org', lang } })],
  ['an address’s removal', async (player) => () => player.http('DELETE', `/v1/account/email?lang=${lang}`)],
  ['a second step', beginSecondStep],
  [
    'a second step’s end',
    async (player) => {
      await (
        await beginSecondStep(player)
      )()
      return () => player.http('DELETE', `/v1/account/second-factor?lang=${lang}`)
    },
  ],
  [
    'other recovery codes',
    async (player) => {
      await (
        await beginSecondStep(player)
      )()
      return () => player.ask('renewRecoveryCodes', {})
    },
  ],
  ['a deletion', async (player) => () => player.ask('askDeletion', { body: { lang } })],
  ['a deletion undone', async (player) => () => player.ask('keepAccount', {})],
]

test.each(acts)('a session that is just ended by a change of the password leaves nothing behind: %s', async (_what, prepare) => {
  const { player, id } = await createMember(platform)
  const act = await prepare(player)
  const changes = [
    'UPDATE "user" SET password_version = password_version + 1 WHERE id = $1',
    "UPDATE session SET withdrawn_at = now(), reason = 'password' WHERE user_id = $1",
  ]
  expect(await actBehind(platform, { id, changes }, act)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
})

test('nor does somebody who is just deleted', async () => {
  const { player, id } = await createMember(platform)
  const act = await makePasskey(player)
  const changes = [`UPDATE "user" SET kind = 'deleted' WHERE id = $1`]
  expect(await actBehind(platform, { id, changes }, act)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
})
