import { addresses } from '@eduscale/contracts/routes/addresses'
import { connectionTo } from '@eduscale/db/connection'
import { battleRecordSchema } from '@eduscale/contracts/record'
import { verifyRecord } from '@eduscale/record/verify-record'
import { grantRole } from '@eduscale/testing/grant-role'
import { scriptedProgram } from '@eduscale/testing/scripted-runner'
import { startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allAreas } from '../src/areas/all-areas'
import { playDuel } from './own-world'
import { actBehind, createMember, createReader, lang, letProofsRunOut, mailsTo, newName, password, signIn } from './ways-in'

/* Somebody goes: docs/decisions/0045-own-data.md. */
let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: 'scripted', env: { DEV_MAIL: 'on' } })
}, 120_000)
afterAll(() => platform.stop())

const slug = 'lonely-mittens'
const ask = (player: TestPlayer) => player.ask('askDeletion', { body: { lang } })
const meOf = async (player: TestPlayer) => player.http('GET', '/v1/me')
const count = async (from: string, values: unknown[]) =>
  (await platform.db.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${from}`, values))[0]?.n
const rowOf = async (id: string) =>
  (
    await platform.db.query<{ name: string; kind: string; deletes_at: Date | null }>('SELECT * FROM "user" WHERE id = $1', [id])
  )[0]
/** As if so many days had gone by since they asked. */
const letGoBy = (id: string, days: number) =>
  platform.db.query(`UPDATE "user" SET deletes_at = deletes_at - $2::int * interval '1 day' WHERE id = $1`, [id, days])
const untilNobody = (id: string) => until('they are deleted', async () => (await rowOf(id))?.kind === 'deleted')
/** All chores that were due by now have had their turn: one who asked after them is gone. */
async function letChoresPass(): Promise<void> {
  const guest = await TestPlayer.create(platform.urls)
  expect((await ask(guest)).status).toBe(202)
  await untilNobody(guest.user.id)
}
async function enter(name: string): Promise<TestPlayer> {
  const { status, body } = await signIn(platform, name)
  expect(status).toBe(201)
  return TestPlayer.of(body, platform.urls)
}

test('whoever asks is signed out everywhere, may come back for a week, and stays if they say so', async () => {
  const { player, name, id } = await createMember(platform)
  const other = await enter(name)
  const tabs = [player, other, other.inAnotherTab(platform.urls.toReversed())]
  for (const tab of tabs) {
    tab.connection.reconnect()
    await until('it is connected', () => tab.connection.status === 'online')
  }
  const asked = await ask(player)
  expect(asked.status).toBe(202)
  const days = (new Date(String(asked.body['deletesAt'])).getTime() - Date.now()) / 86_400_000
  expect(Math.round(days)).toBe(7)
  await until('all are out', () => tabs.every((tab) => tab.connection.status === 'refused'))
  expect([(await meOf(player)).status, (await meOf(other)).status]).toEqual([401, 401])
  for (const tab of tabs) tab.leave()

  await letGoBy(id, 6)
  const back = await enter(name)
  const me = await meOf(back)
  expect(new Date(String(me.body['deletesAt'])).getTime()).toBeGreaterThan(Date.now())
  // To have come back is not to stay, and who asks again keeps the day.
  const again = await ask(back)
  expect(again.body['deletesAt']).toBe(me.body['deletesAt'])
  const stays = await enter(name)
  expect((await stays.ask('keepAccount', {})).status).toBe(204)
  expect((await meOf(stays)).body['deletesAt']).toBeNull()
  await letGoBy(id, 60)
  await letChoresPass()
  expect(await rowOf(id)).toMatchObject({ name, kind: 'member', deletes_at: null })
  expect((await meOf(stays)).status).toBe(200)
})

test('a week later they are nobody: nothing is left but what others have of them, and the record stays true', async () => {
  const { battleId, friend, member, name, nameThen } = await playDuel(platform)
  const { id } = member.user
  const read = async (part = '') => JSON.stringify((await friend.http('GET', `/v1/battles/${battleId}${part}`)).body)
  // So long ago that the replay changes no more, and is kept as it is.
  await platform.db.query(
    "UPDATE battle SET starts_at = starts_at - interval '1 hour', ended_at = ended_at - interval '1 hour' WHERE id = $1",
    [battleId],
  )
  for (const part of ['', '/replay']) expect(await read(part)).toContain(nameThen)
  await member.http('PUT', `/v1/drafts/${slug}/python`, { code: 'mine' })
  const code = scriptedProgram({ verdict: 'AC', afterMs: 1 })
  await member.api.call(addresses.submit, { body: { cid: crypto.randomUUID(), slug, language: 'python', code, files: [] } })
  await until('it is counted', async () => (await count('skill_tally WHERE user_id = $1', [id])) !== 0)
  await until('the battle is kept', async () => (await count('battle_result WHERE user_id = $1', [id])) === 1)
  await member.http('POST', '/v1/tickets', { difficulty: null, language: null })
  await member.http('DELETE', '/v1/tickets/current')
  expect((await ask(member)).status).toBe(202)
  const back = await enter(name)
  await letGoBy(id, 7)
  await untilNobody(id)

  expect(await rowOf(id)).toMatchObject({ name: `Deleted person #${id.slice(0, 8)}`, deletes_at: null })
  expect((await meOf(back)).status).toBe(401)
  expect((await signIn(platform, name)).body.code).toBe('wrong-password')
  const [secrets] = await platform.db.query('SELECT password_hash, register_attempt FROM "user" WHERE id = $1', [id])
  expect(secrets).toEqual({ password_hash: null, register_attempt: null })
  expect(
    await count('session WHERE user_id = $1 AND (device IS NOT NULL OR network IS NOT NULL OR withdrawn_at IS NULL)', [id]),
  ).toBe(0)
  await until('the areas have forgotten them', async () => {
    const counts = await Promise.all(
      ['draft', 'skill_tally', 'battle_result', 'rating', 'ticket'].map((table) => count(`${table} WHERE user_id = $1`, [id])),
    )
    return counts.every((rows) => rows === 0)
  })
  expect(await count('submission WHERE user_id = $1 AND battle_id IS NULL', [id])).toBe(0)

  // The opponent has all of it still.
  for (const part of ['', '/replay']) {
    expect(await read(part)).not.toContain(nameThen)
    expect(await read(part)).toContain('Deleted person #')
  }
  expect(await read('/replay')).toContain('typed by the host')
  const listed = JSON.stringify((await friend.http('GET', '/v1/battles')).body)
  for (const part of [battleId, 'Deleted person #']) expect(listed).toContain(part)
  const record = battleRecordSchema.parse((await friend.http('GET', `/v1/battles/${battleId}/record`)).body)
  const key = String((await friend.http('GET', '/v1/record-key')).body['publicKey'])
  expect(verifyRecord(record, key).filter(({ ok }) => !ok)).toEqual([])
  expect(JSON.stringify(record)).toContain(nameThen)

  // The name is free, and leads to somebody else.
  const heir = await (await TestPlayer.create(platform.urls)).becomeMember({ name, password })
  expect(heir.user.id).not.toBe(id)
}, 60_000)

test('what identity keeps of a member is gone, whatever table it is in', async () => {
  const reader = await createReader(platform)
  await platform.db.query(`INSERT INTO recovery_code (user_id, code_hash) VALUES ($1, '\\x01')`, [reader.id])
  await platform.db.query('INSERT INTO second_factor (user_id) VALUES ($1)', [reader.id])
  expect((await ask(reader.player)).status).toBe(202)
  const [mail] = await mailsTo(platform, reader.email, 2)
  expect(mail?.subject).toBe('Your account will be deleted')
  expect((await (await enter(reader.name)).ask('keepAccount', {})).status).toBe(204)
  expect((await mailsTo(platform, reader.email, 3))[0]?.subject).toBe('Your account stays')
  expect((await ask(await enter(reader.name))).status).toBe(202)
  await letGoBy(reader.id, 7)
  await untilNobody(reader.id)
  const goes = allAreas[0].personData.filter(
    ({ column, deleted }) => typeof deleted === 'function' && !/^(session|role_grant)\./.test(column),
  )
  expect(goes.length).toBeGreaterThan(7)
  for (const { column } of goes) {
    const [table, name] = column.split('.')
    expect(await count(`${table} WHERE ${name} = $1`, [reader.id]), column).toBe(0)
  }
})

test('whoever changes their mind at the very moment stays', async () => {
  const { id } = await createMember(platform)
  const inTheMiddle = new Client(connectionTo(platform.db.url))
  await inTheMiddle.connect()
  await platform.db.query(`UPDATE "user" SET deletes_at = now() + interval '2 seconds' WHERE id = $1`, [id])
  await inTheMiddle.query('BEGIN')
  await inTheMiddle.query('UPDATE "user" SET deletes_at = NULL WHERE id = $1', [id])
  await until('the chore waits for what they decide', async () => {
    const waiting = `pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ~ $1`
    return (await count(waiting, ['Deleted person'])) !== 0
  })
  await inTheMiddle.query('COMMIT')
  await inTheMiddle.end()
  await letChoresPass()
  expect((await rowOf(id))?.kind).toBe('member')
})

test('a guest, whom nobody could be again, is gone at once', async () => {
  const guest = await TestPlayer.create(platform.urls)
  await guest.http('PUT', `/v1/drafts/${slug}/python`, { code: 'mine' })
  expect((await ask(guest)).status).toBe(202)
  await untilNobody(guest.user.id)
  await until('the draft is gone', async () => (await count('draft WHERE user_id = $1', [guest.user.id])) === 0)
  expect((await meOf(guest)).status).toBe(401)
})

test('a guest’s token of before gives no data of the member, nor the account up', async () => {
  const guest = await TestPlayer.create(platform.urls)
  // As if no node had heard of it yet.
  await platform.db.query(`UPDATE "user" SET kind = 'member' WHERE id = $1`, [guest.user.id])
  expect((await ask(guest)).body['code']).toBe('proof-needed')
  expect((await guest.http('GET', `/v1/account/export?lang=${lang}`)).body['code']).toBe('proof-needed')
})

test('who becomes a member at the very moment stays, and who goes becomes none', async () => {
  const guest = await TestPlayer.create(platform.urls)
  const { id } = guest.user
  const changes = [`UPDATE "user" SET kind = 'member' WHERE id = $1`]
  expect((await actBehind(platform, { id, changes }, () => ask(guest))).body['code']).toBe('unauthenticated')
  expect(await rowOf(id)).toMatchObject({ kind: 'member', deletes_at: null })
  const other = await TestPlayer.create(platform.urls)
  const goes = { id: other.user.id, changes: [`UPDATE "user" SET deletes_at = now() + interval '1 hour' WHERE id = $1`] }
  const register = () => other.http('POST', '/v1/session/account', { name: newName(), password })
  expect((await actBehind(platform, goes, register)).body['code']).toBe('wrong-state')
  expect(await rowOf(other.user.id)).toMatchObject({ kind: 'guest' })
})

test('nobody goes from a battle or the queue; who is in one when the week is over plays it to its end', async () => {
  const { battleId, host, friend } = await startDuel(platform.urls, { isRanked: false })
  expect((await ask(host)).body['code']).toBe('already-playing')
  const seeker = await TestPlayer.create(platform.urls)
  await seeker.http('POST', '/v1/tickets', { difficulty: null, language: null })
  expect((await ask(seeker)).body['code']).toBe('already-queued')
  await seeker.http('DELETE', '/v1/tickets/current')

  const { id } = host.user
  await platform.db.query(`UPDATE "user" SET kind = 'member', deletes_at = now() - interval '1 second' WHERE id = $1`, [id])
  await until('it is put off', async () => ((await rowOf(id))?.deletes_at?.getTime() ?? 0) > Date.now())
  expect((await rowOf(id))?.kind).toBe('member')
  await host.command(battleId, { t: 'battle:resign', d: {} })
  await friend.sees(battleId, 'the end', (view) => view.state === 'FINISHED')
  for (const player of [host, friend]) player.leave()
  await letGoBy(id, 1)
  await untilNobody(id)
})

test('a member proves once more who they are, and without that nothing happens', async () => {
  const member = await createMember(platform)
  await letProofsRunOut(platform, member)
  expect((await ask(member.player)).body['code']).toBe('proof-needed')
  expect((await meOf(member.player)).body['deletesAt']).toBeNull()
})

test('somebody is left who is an administrator, also when all go at the same moment', async () => {
  const admins = await Promise.all([0, 1, 2].map(() => createMember(platform)))
  for (const { id } of admins) await grantRole(platform.db, id, 'admin')
  const answers = await Promise.all(admins.map(({ player }) => ask(player)))
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 202, 409])
  const refused = answers.find(({ status }) => status === 409)
  expect(refused?.body['data']).toEqual({ because: 'last-admin' })
  const going = admins.filter((_, place) => answers[place]?.status === 202)
  for (const { id } of going) await letGoBy(id, 7)
  for (const { id } of going) await untilNobody(id)
  const left = 'role_grant WHERE user_id = ANY($1) AND revoked_at IS NULL'
  expect(await count(left, [admins.map(({ id }) => id)])).toBe(1)
  const taken = "audit_entry WHERE action = 'role-revoked' AND before ->> 'role' = 'admin' AND person_id = ANY($1)"
  expect(await count(taken, [going.map(({ id }) => id)])).toBe(2)
})

test('what is told of them late brings nothing back', async () => {
  const member = await createMember(platform)
  await ask(member.player)
  await letGoBy(member.id, 7)
  await untilNobody(member.id)
  const guest = await TestPlayer.create(platform.urls)
  for (const userId of [member.id, guest.user.id])
    await platform.db.query(
      `INSERT INTO fact (area, type, subject, number, data) VALUES ('judge', 'submission-judged', gen_random_uuid()::text, 1, $1)`,
      [{ kind: 'practice', userId, battleId: null, problemSlug: slug, language: 'python', verdict: 'AC', acceptedChange: 1 }],
    )
  await until('it was told', async () => (await count('skill_tally WHERE user_id = $1', [guest.user.id])) !== 0)
  expect(await count('skill_tally WHERE user_id = $1', [member.id])).toBe(0)
})

test('who was deleted and had never played is forgotten whole; who had stays for those who have met them', async () => {
  const { member } = await playDuel(platform)
  const loner = await createMember(platform)
  const ids = [member.user.id, loner.id]
  for (const player of [member, loner.player]) expect((await ask(player)).status).toBe(202)
  for (const id of ids) {
    await letGoBy(id, 7)
    await untilNobody(id)
    await platform.db.query(`UPDATE "user" SET roles_changed_at = now() - interval '2 days' WHERE id = $1`, [id])
  }
  const node = await platform.startNode()
  await until('one is gone', async () => (await rowOf(loner.id)) === undefined)
  expect(await rowOf(member.user.id)).toMatchObject({ kind: 'deleted' })
  await node.stop()
}, 60_000)

test('a name that was given up is nobody’s to take in the form it has now', async () => {
  const name = `Deleted person #${newName().slice(-8)}`
  const refused = await (await TestPlayer.create(platform.urls)).http('POST', '/v1/session/account', { name, password })
  expect(refused.body['code']).toBe('bad-request')
})
