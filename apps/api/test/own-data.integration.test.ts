import { addresses } from '@eduscale/contracts/routes/addresses'
import { schemas } from '@eduscale/db/connection'
import { scriptedProgram } from '@eduscale/testing/scripted-runner'
import { TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allAreas } from '../src/areas/all-areas'
import { exportOf, playDuel } from './own-world'
import { createMember, lang, letProofsRunOut } from './ways-in'

/* What is kept of a person, and what they get of it: docs/decisions/0045-own-data.md. */
let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 1, runner: 'scripted' })
}, 120_000)
afterAll(() => platform.stop())

const slug = 'lonely-mittens'
const personData = allAreas.flatMap((area) => area.personData)

/** Ids of what is no person. */
const nobodys = [
  /^(audit_entry|ban|battle|fact|linked_account|mail|passkey|rejudge_item|rejudge_set|role_grant|session|submission|ticket)\.id$/,
  /\.battle_id$/,
  /\.(cid|submission_id|set_id|mail_id)$/,
  /^http_attempt\.(id|holder)$/,
  /^user\.register_attempt$/,
]

// Whoever adds a table says here what a person gets of it, and what becomes of it when they go.
test('every column that may say whose a row is, is known for an export and for a deletion', async () => {
  const rows = await platform.db.query<{ column: string }>(
    `SELECT table_name || '.' || column_name AS column
     FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema = ANY($1) AND table_type = 'BASE TABLE'
       AND (data_type = 'uuid' OR column_name ~ '(^|_)(user|person|actor|host|owner|author)(_id)?$')`,
    [schemas],
  )
  const columns = rows.map(({ column }) => column).toSorted()
  expect(columns).toContain('draft.user_id')
  const known = personData.map(({ column }): string => column)
  expect(columns.filter((column) => !known.includes(column) && !nobodys.some((pattern) => pattern.test(column)))).toEqual([])
  expect(known.filter((column) => !columns.includes(column))).toEqual([])
  expect(new Set(known).size).toBe(known.length)
})

test('what has a foreign key to a person is among them, whatever it is called', async () => {
  const rows = await platform.db.query<{ column: string }>(
    `SELECT c.conrelid::regclass::text AS table, c.conrelid::regclass::text || '.' || a.attname AS column
     FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)
     WHERE c.contype = 'f' AND c.confrelid = 'identity.user'::regclass`,
  )
  const known = personData.map(({ column }): string => column)
  const columns = rows.map(({ column }) => column.replaceAll('"', '').split('.').slice(-2).join('.'))
  expect(columns.length).toBeGreaterThan(20)
  expect(columns.filter((column) => !known.includes(column))).toEqual([])
})

test('an export has all of one’s own, code as files, and nothing of anybody else', async () => {
  const { battleId, friend, member, name } = await playDuel(platform)
  await member.http('PUT', `/v1/drafts/${slug}/python`, { code: 'print("a draft of mine")' })
  await friend.http('PUT', `/v1/drafts/${slug}/python`, { code: 'print("a draft of the friend")' })
  const code = `${scriptedProgram({ verdict: 'AC', afterMs: 1 })}# practised`
  const cid = crypto.randomUUID()
  await member.api.call(addresses.submit, {
    body: { cid, slug, language: 'python', code, files: [{ name: 'more.py', text: 'x' }] },
  })
  await until('it is judged', async () => {
    const [row] = await platform.db.query<{ verdict: string | null }>('SELECT verdict FROM submission WHERE cid = $1', [cid])
    return row?.verdict === 'AC'
  })

  const own = await exportOf(member)
  expect(own.rows('account')).toMatchObject([{ id: member.user.id, name, kind: 'member', has_password: true }])
  expect(own.text(`code/drafts/${slug}/python/main.py`)).toBe('print("a draft of mine")')
  const submissions = own.rows('submissions')
  expect(submissions).toHaveLength(2)
  expect(submissions).toContainEqual(
    expect.objectContaining({ battle_id: null, files: [{ name: 'more.py', text: 'x' }], verdict: 'AC' }),
  )
  const ends = submissions.map((row) => own.text(String(row['code'])).split('# ')[1] ?? '')
  expect(new Set(ends)).toEqual(new Set(['of the host', 'practised']))
  expect(own.rows('battles')).toMatchObject([{ battle_id: battleId, state: 'FINISHED', has_won: true, is_host: true }])
  expect(own.rows('typing')).toMatchObject([{ battle_id: battleId, ops: [{ change: { text: 'typed by the host' } }] }])
  expect(own.rows('battle-events').map((row) => row['type'])).toContain('battle:submitted')
  expect(own.rows('rating-changes')).toHaveLength(1)
  expect(own.rows('sessions').length).toBeGreaterThan(0)
  expect(own.text('README.txt')).toContain('submissions: 2')
  for (const foreign of ['of the friend', 'argon2', friend.user.name]) expect(own.all).not.toContain(foreign)
  expect((await exportOf(friend)).text(`code/drafts/${slug}/python/main.py`)).toBe('print("a draft of the friend")')
}, 60_000)

test('a problem that is secret still is in no export of its players', async () => {
  const [host, friend] = [await TestPlayer.create(platform.urls), await TestPlayer.create(platform.urls)]
  const invite = await host.http('POST', '/v1/invites', { difficulty: 'easy', limitMinutes: 5, isRanked: false })
  const joined = await friend.http('POST', `/v1/invites/${String(invite.body['id'])}/join`)
  const battleId = String(joined.body['battleId'])
  await Promise.all([host.enter(battleId), friend.enter(battleId)])
  await Promise.all([host, friend].map((player) => player.command(battleId, { t: 'battle:ready', d: {} })))
  await friend.sees(battleId, 'the countdown', (seen) => seen.state === 'COUNTDOWN')
  const [row] = await platform.db.query<{ problem_slug: string }>('SELECT problem_slug FROM battle WHERE id = $1', [battleId])
  const own = await exportOf(friend)
  expect(own.rows('battles')).toMatchObject([{ battle_id: battleId, problem_slug: null }])
  expect(row?.problem_slug).toMatch(/./)
  expect(own.all).not.toContain(row?.problem_slug)
  for (const player of [host, friend]) player.leave()
})

test('a member proves once more who they are, a guest has nothing to prove, and nobody gets many', async () => {
  const member = await createMember(platform)
  await letProofsRunOut(platform, member)
  const url = `/v1/account/export?lang=${lang}`
  expect((await member.player.http('GET', url)).body['code']).toBe('proof-needed')
  const guest = await TestPlayer.create(platform.urls)
  expect((await exportOf(guest)).rows('account')).toMatchObject([{ kind: 'guest', has_password: false }])
  const statuses = []
  for (let n = 0; n < 5; n += 1) statuses.push((await member.player.http('GET', url)).status)
  expect(statuses).toEqual([403, 403, 403, 403, 429])
})

test('an export of many rows comes in several files, whole', async () => {
  const player = await TestPlayer.create(platform.urls)
  await platform.db.query(
    `INSERT INTO submission (id, kind, user_id, cid, problem_slug, language, code, input, verdict)
     SELECT gen_random_uuid(), 'practice', $1, gen_random_uuid(), $2, 'python', 'print(' || n || ')', repeat('ü"', 20000), 'WA'
     FROM generate_series(1, 350) n`,
    [player.user.id, slug],
  )
  const own = await exportOf(player)
  const parts = own.paths.filter((path) => /^submissions(-\d+)?\.json$/.test(path))
  expect(parts.length).toBeGreaterThan(1)
  const rows = parts.flatMap((path) => JSON.parse(own.text(path)) as { code: string; input: string }[])
  expect(new Set(rows.map(({ code }) => own.text(code))).size).toBe(350)
  expect(rows.every(({ input }) => input === 'ü"'.repeat(20_000))).toBe(true)
}, 60_000)
