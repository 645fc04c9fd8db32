import { startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test } from 'vitest'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: false })
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
}, 120_000)
afterAll(() => platform.stop())

/** A node that starts does at once what is done every hour. */
const prunes = async (what: string, isDone: () => Promise<boolean>) => {
  const node = await platform.startNode()
  await until(what, isDone)
  await node.stop()
}
const query = (text: string, values: unknown[] = []) => platform.db.query<{ n: number }>(text, values)
const count = async (from: string, values: unknown[] = []) =>
  (await query(`SELECT count(*)::int AS n FROM ${from}`, values))[0]?.n
const ageOf = async (player: TestPlayer, days: number) =>
  query(`UPDATE "user" SET created_at = now() - $2::int * interval '1 day' WHERE id = $1`, [player.user.id, days])
const create = () => TestPlayer.create(platform.urls)
const exists = async ({ user }: TestPlayer) => (await count('"user" WHERE id = $1', [user.id])) === 1

test('guests go who never did anything, or whom nobody can be any more; whoever played or works on something stays', async () => {
  const [idle, young, writer, lost, alive] = await Promise.all([create(), create(), create(), create(), create()])
  const { battleId, host, friend } = await startDuel(platform.urls, { isRanked: false })
  for (const player of [idle, writer, host]) await ageOf(player, 8)
  for (const player of [lost, alive]) await ageOf(player, 2)
  await ageOf(young, 6)
  await writer.http('PUT', '/v1/drafts/lonely-mittens/python', { code: 'mine' })
  await lost.http('PUT', '/v1/drafts/lonely-mittens/python', { code: 'theirs' })
  await query(`UPDATE session SET ends_at = now() - interval '1 second' WHERE user_id = ANY($1)`, [[lost.user.id, host.user.id]])
  await prunes('two guests are gone', async () => !(await exists(idle)) && !(await exists(lost)))
  for (const player of [young, writer, alive, host, friend]) expect(await exists(player)).toBe(true)
  expect((await writer.http('GET', '/v1/drafts/lonely-mittens/python')).body['code']).toBe('mine')
  expect((await friend.http('GET', `/v1/battles/${battleId}`)).status).toBe(200)
  for (const player of [host, friend]) player.leave()
})

test('sessions that have run out go, those that were ended after a month, and tokens of before with their time', async () => {
  const [old, idle, ended, recent, second] = await Promise.all([create(), create(), create(), create(), create()])
  const set = (what: string, { user }: TestPlayer) => query(`UPDATE session SET ${what} WHERE user_id = $1`, [user.id])
  await set(`ends_at = now() - interval '2 days'`, old)
  await set(`last_used_at = now() - interval '32 days'`, idle)
  await set(`withdrawn_at = now() - interval '32 days', reason = 'stolen'`, ended)
  await set(`withdrawn_at = now() - interval '30 days', reason = 'stolen'`, recent)
  await query(
    `INSERT INTO bearer_token (token_hash, user_id, expires_at)
     VALUES ('\\x01', $1, now() - interval '1 second'), ('\\x02', $1, now() + interval '1 day')`,
    [second.user.id],
  )
  const left = ({ user }: TestPlayer) => count('session WHERE user_id = $1', [user.id])
  const gone = async () => (await Promise.all([old, idle, ended].map(left))).join() === '0,0,0'
  await prunes(
    'they are gone',
    async () => (await gone()) && (await count('bearer_token WHERE user_id = $1', [second.user.id])) === 1,
  )
  expect(await left(recent)).toBe(1)
  expect((await second.http('GET', '/v1/me')).status).toBe(200)
})

test('tickets go a month after they were closed, and not before', async () => {
  const [old, recent] = await Promise.all([create(), create()])
  for (const [player, days] of [
    [old, 31],
    [recent, 29],
  ] as const) {
    await player.http('POST', '/v1/tickets', { difficulty: null, language: null })
    await player.http('DELETE', '/v1/tickets/current')
    await query(`UPDATE ticket SET closed_at = now() - $2::int * interval '1 day' WHERE user_id = $1`, [player.user.id, days])
  }
  await prunes('it is gone', async () => (await count('ticket WHERE user_id = $1', [old.user.id])) === 0)
  expect(await count('ticket WHERE user_id = $1', [recent.user.id])).toBe(1)
})

test('whose turn it was is forgotten after an hour', async () => {
  await query(
    `INSERT INTO feed_turn (who, priority, is_run, fed_at)
     VALUES (1, 2, true, now() - interval '61 minutes'), (2, 2, true, now() - interval '50 minutes')`,
  )
  await prunes('it is gone', async () => (await count('feed_turn WHERE who = 1')) === 0)
  expect(await count('feed_turn WHERE who = 2')).toBe(1)
})

test('of a battle the commands go after a month and the typing after a year, and its events never', async () => {
  const duels = await Promise.all([0, 1, 2].map(() => startDuel(platform.urls, { isRanked: false })))
  const [recent, month, year] = duels.map(({ battleId }) => battleId)
  for (const { battleId, host, friend } of duels) {
    const ops = [{ atMs: 1, change: { text: 'x' } }]
    expect(await host.connection.request('edit', { b: battleId, batch: { n: 1, language: 'python', ops } })).toMatchObject({
      ok: true,
    })
    await host.connection.request('mute', { b: battleId, userId: friend.user.id, isMuted: true })
    await host.command(battleId, { t: 'battle:resign', d: {} })
    await friend.sees(battleId, 'the end', (view) => view.state === 'FINISHED')
    for (const player of [host, friend]) player.leave()
  }
  for (const [battleId, days] of [
    [recent, 29],
    [month, 31],
    [year, 366],
  ] as const)
    await query(`UPDATE battle SET ended_at = now() - $2::int * interval '1 day' WHERE id = $1`, [battleId, days])
  const left = async (battleId: string | undefined) => {
    const counts = []
    for (const table of ['battle_cmd', 'battle_mute', 'battle_edit'])
      counts.push(await count(`${table} WHERE battle_id = $1`, [battleId]))
    return counts
  }
  await prunes('the oldest typing is gone', async () => (await left(year))[2] === 0)
  // Ready, ready and resign.
  expect(await left(recent)).toEqual([3, 1, 1])
  expect(await left(month)).toEqual([0, 0, 1])
  expect(await left(year)).toEqual([0, 0, 0])
  expect(await count('battle_event WHERE battle_id = $1', [year])).toBeGreaterThan(5)
  expect((await (await create()).http('GET', `/v1/battles/${year}/replay`)).status).toBe(200)
})

// They were kept for ever, and with them every guest who had ever opened one.
test('battles that nobody played go a month after they were given up, with their invitations; what was played stays, and what its log names', async () => {
  const invite = async () => {
    const host = await create()
    const { body } = await host.http('POST', '/v1/invites', { difficulty: 'easy', limitMinutes: 20, isRanked: false })
    return { host, path: `/v1/invites/${String(body['id'])}`, battleId: String(body['battleId']) }
  }
  const [old, recent, open] = await Promise.all([invite(), invite(), invite()])
  for (const { host, path } of [old, recent]) expect((await host.http('DELETE', path)).status).toBe(204)
  const { battleId: played, host, friend } = await startDuel(platform.urls, { isRanked: false })
  await host.command(played, { t: 'battle:resign', d: {} })
  await friend.sees(played, 'the end', (view) => view.state === 'FINISHED')
  const asked = await host.command(played, { t: 'battle:rematch', d: {} })
  const rematch = String(asked.ok && asked.res['battleId'])
  await friend.http('POST', `/v1/battles/${played}/rematch/decline`)
  const { battleId: stopped, ...others } = await startDuel(platform.urls, { isRanked: false })
  await query(`UPDATE battle SET state = 'VOID', ended_at = starts_at + interval '1 second' WHERE id = $1`, [stopped])
  for (const player of [host, friend, others.host, others.friend]) player.leave()
  const age = (battleId: string, days: number) =>
    query(
      `UPDATE battle SET created_at = created_at - $2::int * interval '1 day', ended_at = ended_at - $2::int * interval '1 day',
         starts_at = starts_at - $2::int * interval '1 day' WHERE id = $1`,
      [battleId, days],
    )
  for (const { battleId } of [old, open]) await age(battleId, 31)
  for (const battleId of [played, rematch, stopped]) await age(battleId, 31)
  await age(recent.battleId, 29)
  await ageOf(old.host, 31)

  await prunes('it is gone', async () => (await count('battle WHERE id = $1', [old.battleId])) === 0)
  expect((await recent.host.http('GET', old.path)).status).toBe(404)
  for (const table of ['invite', 'battle_event', 'battle_player', 'battle_cmd', 'battle_timer'])
    expect(await count(`${table} WHERE battle_id = $1`, [old.battleId])).toBe(0)
  for (const { host: visitor, path } of [recent, open]) expect((await visitor.http('GET', path)).status).toBe(200)
  expect((await host.http('GET', `/v1/battles/${played}/rematch`)).body['rematch']).toMatchObject({ battleId: rematch })
  for (const part of ['', '/replay', '/record'])
    for (const battleId of [played, stopped]) expect((await host.http('GET', `/v1/battles/${battleId}${part}`)).status).toBe(200)
  await prunes('its host did nothing else, and goes too', async () => !(await exists(old.host)))
})

test('drafts have their measure for each person: new ones are refused beyond it, smaller ones never', async () => {
  const player = await create()
  const fill = (drafts: number, bytes: number) =>
    query(
      `INSERT INTO draft (user_id, problem_slug, language, code)
       SELECT $1, 'lonely-mittens', 'other ' || n, repeat('x', $3) FROM generate_series(1, $2::int) n`,
      [player.user.id, drafts, bytes],
    )
  const save = (language: string, code: string) => player.http('PUT', `/v1/drafts/lonely-mittens/${language}`, { code })
  const tooLarge = { status: 413, body: { code: 'too-large' } }

  await fill(398, 1)
  // Two places are left, whoever asks at the same moment.
  const answers = await Promise.all(['python', 'cpp', 'java', 'go'].map((language) => save(language, 'x')))
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 413, 413])
  await query('DELETE FROM draft WHERE user_id = $1', [player.user.id])

  await fill(63, 64 * 1024)
  expect(await save('python', 'x'.repeat(60 * 1024))).toMatchObject({ status: 200 })
  expect(await save('cpp', 'x'.repeat(8 * 1024))).toMatchObject(tooLarge)
  expect(await save('python', 'x'.repeat(50 * 1024))).toMatchObject({ status: 200 })
  expect(await save('cpp', 'x'.repeat(8 * 1024))).toMatchObject({ status: 200 })
})

test('mails go a week after they were written, and secrets, proofs when they are worth nothing', async () => {
  const player = await create()
  const id = player.user.id
  for (const [cause, days] of [
    ['old', 8],
    ['recent', 6],
  ] as const)
    await query(
      `INSERT INTO mail (cause, kind, lang, user_id, address, state, created_at)
       VALUES ($1, 'password-changed', 'en', $2, 'a@example.org', 'sent', now() - $3::int * interval '1 day')`,
      [cause, id, days],
    )
  for (const [secret, minutes] of [
    ['over', -1],
    ['good', 10],
  ] as const)
    await query(
      `INSERT INTO secret_link (token_hash, purpose, user_id, expires_at)
       VALUES (sha256(convert_to($1, 'UTF8')), 'second-step', $2, now() + $3::int * interval '1 minute')`,
      [secret, id, minutes],
    )
  for (const [session, hours] of [
    ['old', 25],
    ['recent', 1],
  ] as const)
    await query(`INSERT INTO session_proof (session, user_id, proved_at) VALUES ($1, $2, now() - $3::int * interval '1 hour')`, [
      session,
      id,
      hours,
    ])
  const left = async () =>
    Promise.all(['mail', 'secret_link', 'session_proof'].map((table) => count(`${table} WHERE user_id = $1`, [id])))
  await prunes('one of each is left', async () => (await left()).every((n) => n === 1))
  expect(await count("mail WHERE cause = 'recent'")).toBe(1)
  expect(await count("session_proof WHERE session = 'recent'")).toBe(1)
  expect(await count('secret_link WHERE expires_at > now()')).toBe(1)
})

test('challenges of passkeys go when nobody can answer them any more', async () => {
  for (const [challenge, minutes] of [
    ['over', -1],
    ['good', 4],
  ] as const)
    await query(
      `INSERT INTO passkey_challenge (challenge, purpose, session, expires_at)
       VALUES ($1, 'sign-in', '', now() + $2::int * interval '1 minute')`,
      [challenge, minutes],
    )
  await prunes('one is left', async () => (await count('passkey_challenge')) === 1)
  expect(await count("passkey_challenge WHERE challenge = 'good'")).toBe(1)
})

test('sign-ins by a provider that nobody comes back from go when they have run out', async () => {
  for (const [secret, minutes] of [
    ['bad', -1],
    ['good', 9],
  ] as const) {
    const end = `now() + $2::int * interval '1 minute'`
    await query(
      `INSERT INTO openid_request (state_hash, browser_hash, provider, purpose, nonce, verifier, expires_at)
       VALUES (convert_to($1, 'UTF8'), 'x', 'school', 'enter', 'n', 'v', ${end})`,
      [secret, minutes],
    )
    await query(
      `INSERT INTO openid_arrival (ticket_hash, browser_hash, issuer, subject, expires_at)
       VALUES (convert_to($1, 'UTF8'), 'x', 'https://school.test', 's', ${end})`,
      [secret, minutes],
    )
  }
  const left = async () => [await count('openid_request'), await count('openid_arrival')].join()
  await prunes('one of each is left', async () => (await left()) === '1,1')
  expect(await count(`openid_request WHERE state_hash = convert_to('good', 'UTF8')`)).toBe(1)
})
