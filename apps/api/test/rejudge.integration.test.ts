import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { rejudgeItemsSchema, rejudgeSetSchema, type RejudgeSet } from '@eduscale/contracts/rejudge'
import { readSubmission } from '@eduscale/testing/read-submission'
import { startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test } from 'vitest'

let platform: TestPlatform
let admin: TestPlayer
const slug = 'lonely-mittens'

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: true })
  const guest = await TestPlayer.create(platform.urls)
  const name = `Judy ${guest.user.id.slice(0, 6)}`
  admin = await guest.becomeMember({ name, password: 'a long password' })
  const { stdout } = await runAdmin('grant', name)
  if (stdout.trim() !== `${name} is admin for good`) throw new Error(stdout)
  await admin.renew()
}, 900_000)
afterAll(() => platform.stop())

const runAdmin = async (...args: string[]) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/admin.ts', ...args], {
    env: { ...process.env, DATABASE_URL: platform.db.url },
  })
const create = async (filter: object, by = admin) => {
  const id = randomUUID()
  const answer = await by.http('POST', '/v1/admin/rejudges', { id, reason: 'the tests were wrong', filter })
  return { id, ...answer }
}
const look = async (id: string): Promise<RejudgeSet> =>
  rejudgeSetSchema.parse((await admin.http('GET', `/v1/admin/rejudges/${id}`)).body)
const reaches = async (id: string, state: RejudgeSet['state']) => {
  await until(`the rejudge is ${state}`, async () => (await look(id)).state === state, 120_000)
  return look(id)
}
const step = async (id: string, name: string) => admin.http('POST', `/v1/admin/rejudges/${id}/${name}`)

/** Submissions with a verdict that judging them would not give, as after a change of the tests. */
async function insertJudged(count: number, code: string, verdict: string): Promise<string[]> {
  const rows = await platform.db.query<{ id: string }>(
    `INSERT INTO submission (id, kind, user_id, cid, problem_slug, language, code, verdict, judged_at, result)
     SELECT gen_random_uuid(), 'practice', $1, gen_random_uuid(), $2, 'python', $3, $4, clock_timestamp(),
            '{"compile": null, "tests": [], "total": 0}'
     FROM generate_series(1, $5::int) RETURNING id`,
    [admin.user.id, slug, code, verdict, count],
  )
  return rows.map((row) => row.id)
}
const verdictsOf = async (ids: string[]) =>
  (await platform.db.query<{ verdict: string }>('SELECT verdict FROM submission WHERE id = ANY($1) ORDER BY verdict', [ids])).map(
    (row) => row.verdict,
  )

test('nobody but administrators may look or do anything', async () => {
  const guest = await TestPlayer.create(platform.urls)
  const id = randomUUID()
  for (const [method, path] of [
    ['GET', ''],
    ['POST', ''],
    ['POST', '/preview'],
    ['GET', `/${id}`],
    ['GET', `/${id}/items`],
    ['POST', `/${id}/apply`],
    ['POST', `/${id}/discard`],
    ['POST', `/${id}/undo`],
  ] as const) {
    const answer = await guest.http(method, `/v1/admin/rejudges${path}`, method === 'POST' ? {} : undefined)
    expect(`${path} ${answer.status}`).toBe(`${path} 403`)
  }
  expect((await admin.http('GET', '/v1/me')).body['isStaff']).toBe(true)
  expect((await guest.http('GET', '/v1/me')).body['isStaff']).toBe(false)
  await expect(runAdmin('grant', guest.user.name)).rejects.toThrow('no member')
})

test('a rejudge shows before and after, changes nothing until it is applied, and can be undone', async () => {
  const right = await readSubmission(slug, 'accepted')
  const wrong = await readSubmission(slug, 'wrong_answer')
  const ids = [
    ...(await insertJudged(2, right, 'WA')),
    ...(await insertJudged(1, wrong, 'AC')),
    ...(await insertJudged(1, right, 'AC')),
  ]
  const filter = { submissionIds: ids }
  expect((await admin.http('POST', '/v1/admin/rejudges/preview', filter)).body).toEqual({ count: 4, inBattles: 0 })
  expect((await create({})).status).toBe(400)
  const { id, status } = await create(filter)
  expect(status).toBe(201)
  expect((await admin.http('POST', `/v1/admin/rejudges/${id}/apply`)).status).toBe(409)
  const ready = await reaches(id, 'ready')
  expect(ready).toMatchObject({ total: 4, judged: 4, changed: 3, failed: 0 })
  expect(ready.moves).toEqual([
    { before: 'WA', after: 'AC', count: 2 },
    { before: 'AC', after: 'WA', count: 1 },
  ])
  expect(await verdictsOf(ids)).toEqual(['AC', 'AC', 'WA', 'WA'])
  const changed = rejudgeItemsSchema.parse((await admin.http('GET', `/v1/admin/rejudges/${id}/items`)).body)
  expect(changed.items.map((item) => item.isChanged)).toEqual([true, true, true])
  const some = rejudgeItemsSchema.parse((await admin.http('GET', `/v1/admin/rejudges/${id}/items?before=AC&show=all`)).body)
  expect(some.items).toHaveLength(2)
  // Both at once: one of them is refused, and what is applied is applied once.
  const both = await Promise.all([step(id, 'apply'), step(id, 'apply')])
  expect(both.map((answer) => String(answer.status)).toSorted()).toEqual(['200', '409'])
  expect(await reaches(id, 'applied')).toMatchObject({ closedBy: expect.stringContaining('Judy'), superseded: 0 })
  expect(await verdictsOf(ids)).toEqual(['AC', 'AC', 'AC', 'WA'])
  expect((await step(id, 'undo')).status).toBe(200)
  await reaches(id, 'ready')
  expect(await verdictsOf(ids)).toEqual(['AC', 'AC', 'WA', 'WA'])
  expect((await step(id, 'discard')).body).toMatchObject({ state: 'discarded' })
  expect((await step(id, 'undo')).status).toBe(200)
  await reaches(id, 'ready')
  const audit = await platform.db.query<{ told: string }>(
    `SELECT concat_ws(' ', action, before->>'state', '>', after->>'state') AS told FROM audit_entry WHERE subject = $1 ORDER BY at`,
    [id],
  )
  expect(audit.map(({ told }) => told)).toEqual([
    'rejudge-created > collecting',
    'rejudge-applied ready > applying',
    'rejudge-undone applied > reverting',
    'rejudge-discarded ready > discarded',
    'rejudge-undone discarded > judging',
  ])
})

test('a rejudge that was discarded before it was filled is filled once it is taken back', async () => {
  const ids = await insertJudged(2, await readSubmission(slug, 'accepted'), 'WA')
  const { id } = await create({ submissionIds: ids })
  expect((await step(id, 'discard')).body).toMatchObject({ state: 'discarded' })
  // As it is where the discarding came first.
  await platform.db.query('DELETE FROM rejudge_item WHERE set_id = $1', [id])
  expect((await step(id, 'undo')).status).toBe(200)
  await until('it is filled', async () => (await look(id)).total === 2)
  expect(await reaches(id, 'ready')).toMatchObject({ total: 2, judged: 2, changed: 2 })
})

test('of two sets about one submission the second is left out, and the first can be undone only after the other', async () => {
  const [shared = ''] = await insertJudged(1, await readSubmission(slug, 'accepted'), 'WA')
  const sets = [await create({ submissionIds: [shared] }), await create({ submissionIds: [shared] })]
  for (const { id } of sets) await reaches(id, 'ready')
  const [first = '', second = ''] = sets.map(({ id }) => id)
  await step(first, 'apply')
  await reaches(first, 'applied')
  await step(second, 'apply')
  expect(await reaches(second, 'applied')).toMatchObject({ superseded: 1 })
  await step(first, 'undo')
  await reaches(first, 'ready')
  await platform.db.query(`UPDATE submission SET verdict = 'TLE' WHERE id = $1`, [shared])
  const third = await create({ submissionIds: [shared] })
  await reaches(third.id, 'ready')
  await step(first, 'apply')
  await reaches(first, 'applied')
  const fourth = await create({ submissionIds: [shared] })
  await reaches(fourth.id, 'ready')
  await platform.db.query(`UPDATE rejudge_item SET old_verdict = 'TLE' WHERE set_id = $1`, [fourth.id])
  await step(fourth.id, 'apply')
  await reaches(fourth.id, 'applied')
  expect(await step(first, 'undo')).toMatchObject({ status: 409, body: { code: 'wrong-state' } })
  await step(fourth.id, 'undo')
  await reaches(fourth.id, 'ready')
  expect((await step(first, 'undo')).status).toBe(200)
})

test('in a battle that is over, winner and ratings follow from the new verdict, and go back with it', async () => {
  const { battleId, host, friend } = await startDuel(platform.urls)
  const { slug: played = '' } = host.room(battleId).state.view?.problem ?? {}
  expect((await host.submit(battleId, await readSubmission(played, 'accepted'))).ok).toBe(true)
  const won = await host.sees(battleId, 'the end', (view) => view.state === 'FINISHED')
  const ratings = async () =>
    (
      await platform.db.query<{ rating: number }>(
        'SELECT rating FROM rating WHERE user_id = ANY($1) ORDER BY array_position($1, user_id)',
        [[host.user.id, friend.user.id]],
      )
    ).map(({ rating }) => Math.round(rating))
  const [hostRating = 0, friendRating = 0] = await ratings()
  expect(hostRating).toBeGreaterThan(friendRating)

  // What was accepted then is judged wrong now.
  await platform.db.query('UPDATE submission SET code = $2 WHERE battle_id = $1', [battleId, 'print("no")'])
  const { id } = await create({ battleId })
  expect(await reaches(id, 'ready')).toMatchObject({ total: 1, changed: 1 })
  await step(id, 'apply')
  await reaches(id, 'applied')
  const corrected = await friend.sees(battleId, 'the correction', (view) => view.result?.isCorrected === true)
  expect(corrected.result).toMatchObject({ reason: 'accepted', winnerId: null, winningSubmissionId: null })
  expect(corrected.players[0]?.submissions[0]?.verdict).toBe('WA')
  // A draw of equals moves nobody.
  expect(await ratings()).toEqual([1500, 1500])

  await step(id, 'undo')
  await reaches(id, 'ready')
  const restored = await host.sees(battleId, 'the old result', (view) => view.result?.winnerId === host.user.id)
  expect(restored.result?.ratings).toEqual(won.result?.ratings)
  expect(await ratings()).toEqual([hostRating, friendRating])
  await until('the mark is gone', async () => {
    const marked = await platform.db.query('SELECT 1 FROM battle WHERE id = $1 AND recompute_since IS NOT NULL', [battleId])
    return marked.length === 0
  })
  host.leave()
  friend.leave()
})

test('a large set reaches the queue in portions, survives an emptied Redis, and gives way to people', async () => {
  const ids = await insertJudged(400, 'print(1)', 'AC')
  const { id } = await create({ submissionIds: ids })
  await until('it is being judged', async () => (await look(id)).judged > 0)
  const waiting = async () => platform.redis.llen('bull:judge-bulk:wait')
  expect(await waiting()).toBeLessThan(300)
  await platform.redis.flushdb()
  const player = await TestPlayer.create(platform.urls)
  const queued = await player.http('POST', '/v1/submissions', { cid: randomUUID(), slug, language: 'python', code: 'print(1)' })
  await until(
    'the person has a verdict',
    async () => (await player.http('GET', `/v1/submissions/${String(queued.body['submissionId'])}`)).body['verdict'] !== null,
  )
  expect((await look(id)).judged).toBeLessThan(400)
  expect(await reaches(id, 'ready')).toMatchObject({ total: 400, judged: 400, failed: 0, changed: 400 })
  await step(id, 'apply')
  await reaches(id, 'applied')
  expect(new Set(await verdictsOf(ids))).toEqual(new Set(['WA']))
}, 240_000)
