import { randomUUID } from 'node:crypto'
import { judgeQueueName, verdictQueueName, type JudgeJob, type JudgeResult } from '@eduscale/contracts/judge'
import { TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { getTestServices } from '@eduscale/testing/test-services'
import Bull from 'bull'
import { afterAll, beforeAll, expect, test } from 'vitest'

/* Nobody's flood is before anybody else's program. This test is the runner, of one slot, and judges when it is told to. */
let platform: TestPlatform
let lane: Bull.Queue<JudgeJob>
let results: Bull.Queue<JudgeResult>
const slug = 'lonely-mittens'
/** Taken by the runner and not judged yet, and all that it has judged, by author, in order. */
let atHand: { job: JudgeJob; judge: () => void } | null = null
const authors: string[] = []
const most = { waiting: 0 }

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: false })
  await platform.db.query(`UPDATE execution_state SET state = 'closed', healthy_until = now() + interval '1 day'`)
  await platform.db.query(
    `INSERT INTO runner (id, seen_at, breaker, slots, busy_slots, sandbox_level, languages)
     VALUES ('by hand', now() + interval '1 day', 'closed', 1, 0, '', '[]')`,
  )
  const { redisUrl } = getTestServices()
  await platform.startBot(1)
  lane = new Bull<JudgeJob>(judgeQueueName, redisUrl)
  results = new Bull<JudgeResult>(verdictQueueName, redisUrl)
  void lane.process(1, async ({ data: job }) => {
    await new Promise<void>((resolve) => (atHand = { job, judge: resolve }))
    authors.push(job.origin.userId)
    const { submissionId, origin } = job
    const judged = { verdict: 'WA' as const, compile: null, tests: [], total: 0, score: null, groups: [], error: null }
    await results.add({ submissionId, origin, runnerId: 'by hand', sandboxLevel: '', ...judged }, { attempts: 3 })
  })
}, 120_000)
afterAll(async () => {
  atHand?.judge()
  await Promise.all([lane, results].map((queue) => queue?.close()))
  await platform.stop()
})

async function judgeOne(): Promise<void> {
  await until('the runner has one', () => atHand !== null)
  most.waiting = Math.max(most.waiting, await lane.getWaitingCount(), (await lane.getJobCounts()).waiting)
  const { judge } = atHand ?? { judge: () => {} }
  atHand = null
  judge()
}

const body = (code = 'print(1)') => ({ cid: randomUUID(), slug, language: 'python', code })
const waitingOf = async (player: TestPlayer) =>
  (await platform.db.query('SELECT 1 FROM submission WHERE user_id = $1 AND verdict IS NULL', [player.user.id])).length

test('of many requests at the same moment no more are taken than of one after the other', async () => {
  const player = await TestPlayer.create(platform.urls)
  const answers = await Promise.all(
    Array.from({ length: 24 }, (_, index) => player.http('POST', '/v1/submissions', body(), platform.urls[index % 2])),
  )
  expect(answers.filter(({ status }) => status === 202)).toHaveLength(4)
  expect(new Set(answers.filter(({ status }) => status !== 202).map(({ body: told }) => told['code']))).toEqual(
    new Set(['too-many-submissions']),
  )
  expect(await waitingOf(player)).toBe(4)
  for (let judged = 0; judged < 4; judged += 1) await judgeOne()
  await until('all have their verdict', async () => (await waitingOf(player)) === 0)
})

test('a stranger’s program is judged after the one at hand, whatever waits of somebody else', async () => {
  const [flood, stranger] = [await TestPlayer.create(platform.urls), await TestPlayer.create(platform.urls)]
  await platform.db.query(
    `INSERT INTO submission (id, kind, user_id, cid, problem_slug, language, code)
     SELECT gen_random_uuid(), 'practice', $1, gen_random_uuid(), $2, 'python', 'print(1)' FROM generate_series(1, 50)`,
    [flood.user.id, slug],
  )
  await until('the runner has one of the flood', () => atHand?.job.origin.userId === flood.user.id)
  const before = authors.length
  const first = await stranger.http('POST', '/v1/submissions', body())
  const second = await stranger.http('POST', '/v1/submissions', body())
  // What is told is what happens: one at hand, then theirs; and one of the flood's between their first and second.
  expect(first.body['ahead']).toBe(1)
  const look = async (id: unknown) => (await stranger.http('GET', `/v1/submissions/${String(id)}`)).body['ahead']
  expect(await look(first.body['submissionId'])).toBe(1)
  expect(await look(second.body['submissionId'])).toBeLessThanOrEqual(4)
  for (let judged = 0; judged < 8; judged += 1) await judgeOne()
  await until('eight are judged', () => authors.length >= before + 8)
  const served = authors.slice(before)
  expect(served[0]).toBe(flood.user.id)
  expect(served[1]).toBe(stranger.user.id)
  expect(served.slice(0, 5).filter((author) => author === stranger.user.id)).toHaveLength(2)
  // The flood waits in the database and not with the runner.
  expect(await waitingOf(flood)).toBeGreaterThan(40)
  expect(most.waiting).toBeLessThanOrEqual(2)
  await platform.db.query(`UPDATE submission SET verdict = 'SKIPPED' WHERE user_id = $1 AND verdict IS NULL`, [flood.user.id])
})

test('one battle against the bot at a time', async () => {
  const player = await TestPlayer.create(platform.urls)
  const open = async () => player.http('POST', '/v1/bot-battles', { difficulty: 'easy', limitMinutes: 10 })
  const opened = await open()
  expect(opened.status).toBe(201)
  expect(await open()).toMatchObject({ status: 409, body: { code: 'already-playing', data: opened.body } })
})

test('of five battles against the bot that are asked for at once there is one', async () => {
  const player = await TestPlayer.create(platform.urls)
  const open = async (node: number) =>
    player.http('POST', '/v1/bot-battles', { difficulty: 'easy', limitMinutes: 10 }, platform.urls[node % 2])
  const answers = await Promise.all([0, 1, 2, 3, 4].map(open))
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409, 409])
})
