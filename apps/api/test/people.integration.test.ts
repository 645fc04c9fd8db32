import { connectionTo } from '@eduscale/db/connection'
import { Client } from 'pg'
import type { SignedIn } from '@eduscale/contracts/account'
import { randomBytes, randomUUID } from 'node:crypto'
import { auditPageSchema } from '@eduscale/contracts/audit'
import type { GrantedRole } from '@eduscale/contracts/actions'
import { peoplePageSchema, personSchema, type Person } from '@eduscale/contracts/person'
import { grantRole } from '@eduscale/testing/grant-role'
import { startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { createMember, isIn, listAuditOf, newName } from './people-world'
import { actBehind } from './ways-in'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

/* Roles, bans and the audit of them: docs/decisions/0043-roles-and-bans.md. */
let platform: TestPlatform
let admin: TestPlayer
let moderator: TestPlayer

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: false, env: { PRESENCE_LEASE_MS: '6000' } })
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
}, 120_000)
beforeEach(async () => {
  await platform.db.query('UPDATE role_grant SET revoked_at = now() WHERE revoked_at IS NULL')
  admin = await createWith('admin')
  moderator = await createWith('moderator')
})
afterAll(() => platform.stop())

const password = 'correct horse battery'

async function register(name: string): Promise<TestPlayer> {
  return (await TestPlayer.create(platform.urls)).becomeMember({ name, password })
}

async function createWith(role: GrantedRole): Promise<TestPlayer> {
  const player = await createMember(platform)
  await grantRole(platform.db, player.user.id, role)
  await player.renew()
  return player
}

const params = ({ user: { id } }: TestPlayer) => ({ id })
const ban = async (by: TestPlayer, of: TestPlayer, days: number | null = 7, url = platform.urls[0]) =>
  by.ask('banPerson', { params: params(of), body: { reason: 'Two tabs against themselves.', days } }, url)
const read = async (of: TestPlayer, by = admin): Promise<Person> =>
  personSchema.parse((await by.ask('getPerson', { params: params(of) })).body)
const auditOf = async (of: TestPlayer) => listAuditOf(admin, of)
const signIn = async (name: string, by = password) => admin.http('POST', '/v1/session/sign-in', { name, password: by })

test('people are found by the beginning of their name, however it is written, by id, and page by page', async () => {
  const first = `Zoë${randomBytes(3).toString('hex')}`
  const people = await Promise.all(
    Array.from({ length: 53 }, async (_, n) => createMember(platform, `${first} ${String(n).padStart(2, '0')}`)),
  )
  const look = async (query: Record<string, string>) =>
    peoplePageSchema.parse((await moderator.http('GET', `/v1/admin/people?${new URLSearchParams(query).toString()}`)).body)
  const page = await look({ search: first.toUpperCase() })
  expect(page.people).toHaveLength(50)
  const rest = await look({ search: first, cursor: page.nextCursor ?? '' })
  expect(rest.nextCursor).toBeNull()
  const names = [...page.people, ...rest.people].map(({ name }) => name)
  expect(names).toEqual(people.map(({ user }) => user.name).toSorted())
  const [one] = people
  if (!one) throw new Error('nobody was made')
  expect((await look({ search: one.user.id })).people.map(({ id }) => id)).toEqual([one.user.id])
  for (const search of ['%', '_', `${first}%`, `${first.slice(0, 3)}_`])
    expect((await look({ search })).people, search).toEqual([])
  expect((await ban(admin, one)).status).toBe(200)
  expect((await look({ search: first, show: 'banned' })).people.map(({ id }) => id)).toEqual([one.user.id])
  expect((await look({ search: first, show: 'with-role' })).people).toEqual([])
  expect((await look({ search: moderator.user.name, show: 'with-role' })).people).toMatchObject([{ roles: ['moderator'] }])
}, 60_000)

test('somebody who is just deleted gets no role, and a deleted administrator is none who is left', async () => {
  const { user } = await createMember(platform)
  const changes = [`UPDATE "user" SET kind = 'deleted' WHERE id = $1`]
  const grant = () => admin.ask('grantRole', { params: { id: user.id }, body: { role: 'admin', days: null } })
  expect(await actBehind(platform, { id: user.id, changes }, grant)).toMatchObject({
    status: 409,
    body: { data: { because: 'no-member' } },
  })
  await grantRole(platform.db, user.id, 'admin')
  await platform.db.query(changes.join(), [user.id])
  const revoke = await admin.ask('revokeRole', { params: { id: admin.user.id, role: 'admin' } })
  expect(revoke).toMatchObject({ status: 409, body: { data: { because: 'last-admin' } } })
})

test('a role is granted for a time, changed and revoked, and all of it is in the audit', async () => {
  const member = await createMember(platform)
  const grant = async (role: GrantedRole, days: number | null) =>
    admin.ask('grantRole', { params: params(member), body: { role, days } })
  expect((await grant('author', 7)).status).toBe(200)
  expect((await grant('host', null)).status).toBe(200)
  const { grants } = await read(member)
  expect(grants.map(({ role, grantedBy }) => [role, grantedBy])).toEqual([
    ['author', admin.user.name],
    ['host', admin.user.name],
  ])
  const week = Date.parse(grants[0]?.until ?? '') - Date.parse(grants[0]?.grantedAt ?? '')
  expect(Math.round(week / 3_600_000)).toBe(7 * 24)
  expect((await grant('author', null)).status).toBe(200)
  expect((await read(member)).grants.map(({ role, until: end }) => [role, end])).toEqual([
    ['author', null],
    ['host', null],
  ])
  const revoke = async (role: GrantedRole) => admin.ask('revokeRole', { params: { ...params(member), role } })
  expect((await revoke('author')).status).toBe(200)
  expect((await revoke('author')).body['code']).toBe('not-found')
  const told = (await auditOf(member)).map(({ action, before, after, actor }) => [
    action,
    before?.['role'],
    after?.['role'],
    actor?.id,
  ])
  expect(told).toEqual([
    ['role-revoked', 'author', undefined, admin.user.id],
    ['role-granted', 'author', 'author', admin.user.id],
    ['role-granted', undefined, 'host', admin.user.id],
    ['role-granted', undefined, 'author', admin.user.id],
  ])
})

test('a guest gets no role, nor does anybody by a moderator, and nonsense is refused', async () => {
  const guest = await TestPlayer.create(platform.urls)
  const refused = await admin.ask('grantRole', { params: params(guest), body: { role: 'author', days: null } })
  expect(refused.body).toMatchObject({ code: 'wrong-state', data: { because: 'no-member' } })
  expect((await moderator.ask('grantRole', { params: params(moderator), body: { role: 'admin', days: 1 } })).body['code']).toBe(
    'forbidden',
  )
  for (const body of [
    { role: 'learner', days: 1 },
    { role: 'author', days: 0 },
    { role: 'author', days: 3651 },
    { role: 'author' },
  ])
    expect((await admin.http('POST', `/v1/admin/people/${admin.user.id}/roles`, body)).body['code']).toBe('bad-request')
  const nobody = { params: { id: randomUUID() }, body: { role: 'author', days: null } } as const
  expect((await admin.ask('grantRole', nobody)).body['code']).toBe('not-found')
  expect(await auditOf(guest)).toEqual([])
})

test('a role that runs out while its holder is connected counts for nothing from then on', async () => {
  const tab = admin.inAnotherTab(platform.urls)
  tab.connection.reconnect()
  await until('the connection is there', () => tab.connection.status === 'online')
  expect((await admin.ask('listRejudges', {})).status).toBe(200)
  const end = `UPDATE role_grant SET expires_at = clock_timestamp() + interval '2 s' WHERE user_id = $1 RETURNING expires_at`
  const [{ expires_at: endsAt } = { expires_at: new Date() }] = await platform.db.query<{ expires_at: Date }>(end, [
    admin.user.id,
  ])
  // A token of before the end says when that is.
  await admin.renew()
  expect((await admin.ask('listRejudges', {})).status).toBe(200)
  await until('the role has run out', () => Date.now() > endsAt.getTime())
  for (const url of platform.urls) expect((await admin.ask('listRejudges', {}, url)).body['code']).toBe('forbidden')
  expect((await admin.http('GET', '/v1/me')).body['isStaff']).toBe(false)
  expect(tab.connection.status).toBe('online')
  tab.leave()
})

test('of two administrators who revoke each other at once one is left', async () => {
  for (let round = 0; round < 5; round += 1) {
    const pair = [await createWith('admin'), await createWith('admin')] as const
    const answers = await Promise.all(
      pair.map(async (by, place) =>
        by.ask('revokeRole', { params: { ...params(pair[(1 - place) as 0 | 1]), role: 'admin' } }, platform.urls[place]),
      ),
    )
    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(['200', '403'])
    const left = await Promise.all(pair.map(async (player) => String((await player.ask('listRejudges', {})).status)))
    expect(left.toSorted()).toEqual(['200', '403'])
  }
})

test('somebody is left who is an administrator for as long', async () => {
  const lastOne = { code: 'wrong-state', data: { because: 'last-admin' } }
  const revoke = async () => admin.ask('revokeRole', { params: { ...params(admin), role: 'admin' } })
  const shorten = async () => admin.ask('grantRole', { params: params(admin), body: { role: 'admin', days: 1 } })
  expect((await revoke()).body).toMatchObject(lastOne)
  expect((await shorten()).body).toMatchObject(lastOne)
  const other = await createMember(platform)
  expect((await admin.ask('grantRole', { params: params(other), body: { role: 'admin', days: 7 } })).status).toBe(200)
  expect((await revoke()).body).toMatchObject(lastOne)
  expect((await ban(other, admin)).body).toMatchObject(lastOne)
  expect((await admin.ask('grantRole', { params: params(other), body: { role: 'admin', days: null } })).status).toBe(200)
  expect((await revoke()).status).toBe(200)
})

test('whoever is banned is out on every node at once, reads why, and gets in again when it is lifted', async () => {
  const name = newName()
  const member = await register(name)
  const tabs = [member, member.inAnotherTab(platform.urls.toReversed())]
  for (const tab of tabs) tab.connection.reconnect()
  await until('the connections are there', () => tabs.every((tab) => tab.connection.status === 'online'))
  expect((await member.ask('openTicket', { body: { difficulty: 'easy', language: 'python', isRanked: false } })).status).toBe(201)

  expect((await ban(moderator, member)).status).toBe(200)
  await until('the connections are refused', () => tabs.every((tab) => tab.connection.status === 'refused'))
  for (const tab of tabs)
    expect(tab.notices).toContainEqual({
      t: 'account:banned',
      d: { reason: 'Two tabs against themselves.', until: expect.any(String) as string },
    })
  for (const url of platform.urls) expect(await isIn(platform, member, url)).toBe(false)
  await until('the ticket is withdrawn', async () => {
    const [row] = await platform.db.query<{ state: string }>('SELECT state FROM ticket WHERE user_id = $1', [member.user.id])
    return row?.state === 'cancelled'
  })

  expect((await signIn(name, 'not the password')).body['code']).toBe('wrong-password')
  const refused = await signIn(name)
  expect(refused).toMatchObject({ status: 403, body: { code: 'banned', data: { reason: 'Two tabs against themselves.' } } })
  expect((await ban(admin, member)).body).toMatchObject({ code: 'wrong-state', data: { because: 'banned' } })
  expect((await moderator.ask('liftBan', { params: params(member) })).status).toBe(200)
  // What they were signed in with has ended, and isn't only left out.
  for (const url of platform.urls) expect(await isIn(platform, member, url)).toBe(false)
  expect((await signIn(name)).status).toBe(201)
  expect((await moderator.ask('liftBan', { params: params(member) })).body['code']).toBe('not-found')
  expect((await auditOf(member)).map(({ action, data }) => [action, data['reason']])).toEqual([
    ['ban-lifted', 'Two tabs against themselves.'],
    ['person-banned', 'Two tabs against themselves.'],
  ])
  for (const tab of tabs) tab.leave()
})

test('a ban that has run out keeps nobody out', async () => {
  const name = newName()
  const member = await register(name)
  expect((await ban(admin, member)).status).toBe(200)
  await platform.db.query('UPDATE ban SET expires_at = clock_timestamp() WHERE user_id = $1', [member.user.id])
  expect((await signIn(name)).status).toBe(201)
  expect((await read(member)).bans).toMatchObject([{ isOver: true, liftedAt: null }])
  expect((await ban(admin, member)).status).toBe(200)
  expect((await read(member)).bans.map(({ isOver }) => isOver)).toEqual([false, true])
})

test('a sign-in on its way while its owner is banned comes to nothing', async () => {
  const name = newName()
  const { user } = await register(name)
  // Their row is held, as by a slow change: the password has been found right by then, and the ban hadn't been there.
  const client = new Client(connectionTo(platform.db.url))
  await client.connect()
  await client.query('BEGIN')
  await client.query('UPDATE "user" SET seen_at = seen_at WHERE id = $1', [user.id])
  const late = signIn(name)
  const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%FOR SHARE%'`
  await until('the sign-in waits', async () => (await platform.db.query(waiting)).length > 0)
  // Without a look at sessions, as if it had come before this one.
  await platform.db
    .query(`INSERT INTO ban (id, user_id, reason) SELECT gen_random_uuid(), $1, 'beside a sign-in'`, [user.id])
    .catch(async (error: unknown) => {
      await client.query('ROLLBACK')
      throw error
    })
  await client.query('COMMIT')
  await client.end()
  expect((await late).body['code']).toBe('banned')
  const open = await platform.db.query('SELECT 1 FROM session WHERE user_id = $1 AND withdrawn_at IS NULL', [user.id])
  expect(open).toHaveLength(1)
})

test('who may ban whom, and for how long', async () => {
  const member = await createMember(platform)
  const otherAdmin = await createWith('admin')
  const codeOf = async (answer: ReturnType<typeof ban>) => (await answer).body['code'] ?? 'done'
  expect(await codeOf(ban(moderator, moderator))).toBe('forbidden')
  expect(await codeOf(ban(admin, admin))).toBe('forbidden')
  expect(await codeOf(ban(moderator, otherAdmin))).toBe('forbidden')
  expect(await codeOf(ban(moderator, member, 31))).toBe('forbidden')
  expect(await codeOf(ban(moderator, member, null))).toBe('forbidden')
  expect(await codeOf(ban(member, moderator))).toBe('forbidden')
  expect((await read(member, moderator)).may).toEqual({
    grantRoles: false,
    banDays: 30,
    banForGood: false,
    liftBan: false,
    withdrawSessions: true,
  })
  expect((await read(otherAdmin, moderator)).may).toMatchObject({ banDays: null, withdrawSessions: false })
  expect((await read(admin)).may).toMatchObject({ grantRoles: true, banDays: null, withdrawSessions: false })
  expect(await codeOf(ban(admin, member, null))).toBe('done')
  expect((await read(member, moderator)).may).toMatchObject({ banDays: null, liftBan: false })
  expect((await moderator.ask('liftBan', { params: params(member) })).body['code']).toBe('forbidden')
  expect((await admin.ask('liftBan', { params: params(member) })).status).toBe(200)
  expect(await codeOf(ban(moderator, member, 30))).toBe('done')
  expect(await codeOf(ban(admin, otherAdmin))).toBe('done')
  const bot = await TestPlayer.create(platform.urls)
  await platform.db.query(`UPDATE "user" SET kind = 'bot' WHERE id = $1`, [bot.user.id])
  expect((await ban(admin, bot)).body).toMatchObject({ data: { because: 'bot' } })
  const withdrawn = await admin.ask('withdrawSessions', { params: params(bot), body: { session: null } })
  expect(withdrawn.body).toMatchObject({ data: { because: 'bot' } })
  expect(await isIn(platform, bot)).toBe(true)
})

test('of two bans at once there is one', async () => {
  const member = await createMember(platform)
  const answers = await Promise.all([ban(admin, member, 7, platform.urls[0]), ban(moderator, member, 7, platform.urls[1])])
  expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(['200', '409'])
  expect((await read(member)).bans).toHaveLength(1)
})

test('a battle goes on without whoever is banned in it, as if they had left', async () => {
  const { battleId, host, friend } = await startDuel(platform.urls)
  expect((await ban(admin, friend)).status).toBe(200)
  await host.sees(battleId, 'that the friend is gone', (view) => view.players.some((player) => player.forfeitAt !== null))
  await platform.db.query('UPDATE battle_player SET forfeit_at = now() WHERE battle_id = $1 AND forfeit_at IS NOT NULL', [
    battleId,
  ])
  await platform.db.query("UPDATE battle_timer SET fire_at = now() WHERE battle_id = $1 AND kind LIKE 'forfeit:%'", [battleId])
  const view = await host.sees(battleId, 'the end', ({ result }) => result !== null)
  expect(view.result).toMatchObject({ reason: 'forfeit', winnerId: host.user.id })
  for (const player of [host, friend]) player.leave()
})

test('sessions are withdrawn, one or all', async () => {
  const name = newName()
  const member = await register(name)
  const other = (await signIn(name)).body as unknown as SignedIn
  const elsewhere = TestPlayer.of(other, platform.urls)
  elsewhere.connection.reconnect()
  await until('the connection is there', () => elsewhere.connection.status === 'online')
  const { sessions } = await read(member)
  expect(sessions).toHaveLength(2)
  const [newest] = sessions
  if (!newest) throw new Error('no session')
  const withdraw = async (session: string | null, by = moderator) =>
    by.ask('withdrawSessions', { params: params(member), body: { session } }, platform.urls[1])
  expect((await withdraw(newest.id)).status).toBe(200)
  await until('the connection is refused', () => elsewhere.connection.status === 'refused')
  expect(await isIn(platform, member)).toBe(true)
  expect((await withdraw(newest.id)).status).toBe(200)
  expect((await withdraw(null)).status).toBe(200)
  expect(await isIn(platform, member)).toBe(false)
  expect((await auditOf(member)).map(({ action, before }) => [action, before])).toEqual([
    ['sessions-withdrawn', { sessions: 1 }],
    ['sessions-withdrawn', { sessions: 1 }],
  ])
  expect((await withdraw(null, admin)).status).toBe(200)
  expect((await admin.ask('withdrawSessions', { params: params(admin), body: { session: null } })).body['code']).toBe('forbidden')
  elsewhere.leave()
})

test('the audit is read page by page, by whom and of what', async () => {
  const member = await createMember(platform)
  await platform.db.query(
    `INSERT INTO audit_entry (actor_id, action, person_id, subject, data, at)
     SELECT $1, 'sessions-withdrawn', $2::uuid, $2::text, '{}', now() - n * interval '1 hour' FROM generate_series(1, 120) AS n`,
    [admin.user.id, member.user.id],
  )
  const seen: string[] = []
  let cursor: string | null = null
  let pages = 0
  do {
    const query: string = new URLSearchParams({ actor: admin.user.id, ...(cursor !== null && { cursor }) }).toString()
    const page = auditPageSchema.parse((await moderator.http('GET', `/v1/admin/audit?${query}`)).body)
    seen.push(...page.entries.map(({ id }) => id))
    cursor = page.nextCursor
    pages += 1
  } while (cursor !== null)
  expect([pages, new Set(seen).size, seen.length]).toEqual([3, 120, 120])
  const none = await moderator.http('GET', `/v1/admin/audit?actor=${admin.user.id}&action=role-granted`)
  expect(none.body).toEqual({ entries: [], nextCursor: null })
  expect((await moderator.http('GET', '/v1/admin/audit?action=anything')).body['code']).toBe('bad-request')
  expect((await member.http('GET', '/v1/admin/audit')).body['code']).toBe('forbidden')
})
