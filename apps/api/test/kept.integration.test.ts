import { randomUUID } from 'node:crypto'
import { TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMember, createReader, signIn } from './ways-in'

/* The rest of docs/retention.md: what is kept for days, and what only the newest of. `retention.integration` has the larger part. */
let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 1, runner: false, env: { DEV_MAIL: 'on' } })
}, 120_000)
afterAll(() => platform.stop())

const slug = 'lonely-mittens'
const query = (text: string, values: unknown[] = []) => platform.db.query<{ n: number }>(text, values)
const count = async (from: string, values: unknown[] = []) =>
  (await query(`SELECT count(*)::int AS n FROM ${from}`, values))[0]?.n
/** A node that starts does at once what is done every hour. */
const prunes = async (what: string, isDone: () => Promise<boolean>) => {
  const node = await platform.startNode()
  await until(what, isDone)
  await node.stop()
}

/** A run of theirs of so many hours ago. */
async function addRun({ user }: TestPlayer, hours: number, battleId: string | null = null): Promise<string> {
  const id = randomUUID()
  await query(
    `INSERT INTO submission (id, kind, user_id, battle_id, cid, problem_slug, language, code, input, verdict, result, recv_at)
     VALUES ($1, 'run', $2, $3, gen_random_uuid(), $4, 'python', 'mine', 'of mine', 'AC', '{}', now() - $5::int * interval '1 hour')`,
    [id, user.id, battleId, slug, hours],
  )
  return id
}

/** A battle that is over, with nobody in it. */
async function addBattle(daysAgo: number): Promise<string> {
  const id = randomUUID()
  await query(
    `INSERT INTO battle (id, origin_kind, origin_key, state, version, rules, problem_slug, starts_at, ended_at)
     VALUES ($1::uuid, 'invite', $1::uuid::text, 'FINISHED', 1, '{}', $2, now() - $3::int * interval '1 day', now() - $3::int * interval '1 day')`,
    [id, slug, daysAgo],
  )
  return id
}

test('runs go after a day; of those in a battle it stays known that they were made, and their text goes', async () => {
  const player = await TestPlayer.create(platform.urls)
  const battleId = await addBattle(1)
  const [old, recent, played] = [await addRun(player, 25), await addRun(player, 23), await addRun(player, 25, battleId)]
  await prunes('it is gone', async () => (await count('submission WHERE id = $1', [old])) === 0)
  await until('its text is gone', async () => (await count(`submission WHERE id = $1 AND code = ''`, [played])) === 1)
  expect(await count(`submission WHERE id = $1 AND code = 'mine' AND input = 'of mine'`, [recent])).toBe(1)
  expect(await count(`submission WHERE id = $1 AND input = '' AND result IS NULL AND verdict = 'AC'`, [played])).toBe(1)
})

test('who has watched a battle is forgotten a month after its end, and not before', async () => {
  const { user } = await TestPlayer.create(platform.urls)
  const [old, recent] = [await addBattle(31), await addBattle(29)]
  for (const battleId of [old, recent])
    await query('INSERT INTO battle_watcher (battle_id, user_id) VALUES ($1, $2)', [battleId, user.id])
  await prunes('it is gone', async () => (await count('battle_watcher WHERE battle_id = $1', [old])) === 0)
  expect(await count('battle_watcher WHERE battle_id = $1', [recent])).toBe(1)
})

test('answers to what may be sent again go after a day, and lost runners after a week', async () => {
  const { user } = await TestPlayer.create(platform.urls)
  for (const hours of [25, 23])
    await query(
      `INSERT INTO http_attempt (user_id, route, id, given_hash, holder, status, body, started_at)
       VALUES ($1, 'createRoom', gen_random_uuid(), '\\x01', gen_random_uuid(), 200, $2, now() - $3::int * interval '1 hour')`,
      [user.id, `{"hours":${hours}}`, hours],
    )
  for (const days of [8, 6])
    await query(
      `INSERT INTO runner (id, seen_at, lost_at, breaker, slots, busy_slots, sandbox_level, languages)
       VALUES ('lost ' || $1::int, now(), now() - $1::int * interval '1 day', 'closed', 1, 0, 'L2', '[]')`,
      [days],
    )
  const left = async () => [
    await count('http_attempt WHERE user_id = $1', [user.id]),
    await count(`runner WHERE id LIKE 'lost %'`),
  ]
  await prunes('one of each is left', async () => (await left()).join() === '1,1')
  expect(await count(`http_attempt WHERE user_id = $1 AND body = '{"hours":23}'`, [user.id])).toBe(1)
  expect(await count(`runner WHERE id = 'lost 6'`)).toBe(1)
})

test('facts go after a month, once everybody has had them', async () => {
  const { user } = await TestPlayer.create(platform.urls)
  const age = (days: number) =>
    query("UPDATE fact SET at = now() - $2::int * interval '1 day' WHERE subject = $1", [user.id, days])
  const isHere = async () => (await count('fact WHERE subject = $1', [user.id])) === 1
  await until('everybody has had it', async () => {
    const rows = await query(
      `SELECT count(*)::int AS n FROM fact_cursor c, fact f WHERE f.subject = $1 AND (c.xid, c.fact_id) < (f.xid, f.id)`,
      [user.id],
    )
    return rows[0]?.n === 0
  })
  await age(29)
  const other = await TestPlayer.create(platform.urls)
  await query(`UPDATE "user" SET created_at = now() - interval '8 days' WHERE id = $1`, [other.user.id])
  await prunes('it was looked at', async () => (await count('"user" WHERE id = $1', [other.user.id])) === 0)
  expect(await isHere()).toBe(true)
  await age(31)
  await prunes('it is gone', async () => !(await isHere()))
})

test('of a person’s sessions the newest hundred hold, and of mails on show the newest fifty are kept', async () => {
  const { name, id, player } = await createMember(platform)
  await query(
    `INSERT INTO session (id, user_id, created_at, ends_at)
     SELECT gen_random_uuid(), $1, now() + n * interval '1 millisecond', now() + interval '1 day' FROM generate_series(1, 99) n`,
    [id],
  )
  expect((await player.http('GET', '/v1/me')).status).toBe(200)
  expect((await signIn(platform, name)).status).toBe(201)
  expect(await count('session WHERE user_id = $1 AND withdrawn_at IS NULL', [id])).toBe(100)
  await until('the first is out', async () => (await player.http('GET', '/v1/me')).status === 401)

  await query(
    `INSERT INTO shown_mail (address, subject, text, html) SELECT 'a@example.org', n, '', '' FROM generate_series(1, 60) n`,
  )
  await createReader(platform)
  expect(await count('shown_mail')).toBe(50)
  expect(await count(`shown_mail WHERE subject = '11'`)).toBe(0)
  expect(await count(`shown_mail WHERE subject = '12'`)).toBe(1)
})
