import { randomUUID } from 'node:crypto'
import {
  bulkQueueName,
  judgeQueueName,
  stepBulkQueueName,
  stepQueueName,
  verdictQueueName,
  type JudgeJob,
  type JudgeResult,
} from '@eduscale/contracts/judge'
import { TestPlayer } from '@eduscale/testing/test-player'
import { takeTestRedis } from '@eduscale/testing/test-services'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import Bull from 'bull'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/*
 * Whatever keeps a job from its verdict, it ends as an internal error after a bounded number of tries, and those beside it get theirs.
 * This test is the runner here, to return what no runner should.
 */
let platform: TestPlatform
let player: TestPlayer
let results: Bull.Queue<unknown>
const lanes: Bull.Queue<JudgeJob>[] = []
/** How often each submission (or rejudge's item) was given to the runner. */
const judged = new Map<string, number>()
const slug = 'lonely-mittens'

/** What this runner makes of a job, by the program. */
const answers: Record<string, (result: JudgeResult) => unknown> = {
  good: (result) => result,
  'no result at all': ({ submissionId, origin }) => ({ submissionId, origin, verdict: 'AC', tests: 'nonsense' }),
  'what the database refuses': (result) => ({ ...result, score: 666 }),
}

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 1, runner: false })
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
  // A text that can't be stored would do; since all texts are made storable, the database is told to refuse a number.
  for (const table of ['submission', 'rejudge_item']) {
    const column = table === 'submission' ? 'score' : 'new_score'
    await platform.db.query(`
      CREATE FUNCTION refuse_${table}() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'unsupported Unicode escape sequence' USING ERRCODE = '22P05'; END $$`)
    await platform.db.query(`
      CREATE TRIGGER refuse_${table} BEFORE UPDATE ON ${table} FOR EACH ROW WHEN (NEW.${column} = 666) EXECUTE FUNCTION refuse_${table}()`)
  }
  player = await TestPlayer.create(platform.urls)
  const redisUrl = await takeTestRedis()
  results = new Bull(verdictQueueName, redisUrl)
  for (const name of [judgeQueueName, bulkQueueName]) {
    const lane = new Bull<JudgeJob>(name, redisUrl)
    lanes.push(lane)
    void lane.process(8, async ({ data }) => {
      const { submissionId, origin, sources } = data
      judged.set(submissionId, (judged.get(submissionId) ?? 0) + 1)
      const result: JudgeResult = {
        submissionId,
        origin,
        verdict: 'AC',
        compile: null,
        tests: [],
        total: 0,
        score: null,
        groups: [],
        runnerId: 'poisonous',
        sandboxLevel: '',
        error: null,
      }
      await results.add(answers[sources[0]?.text ?? '']?.(result), {
        attempts: 10,
        backoff: { type: 'exponential', delay: 200 },
        removeOnComplete: true,
        removeOnFail: true,
      })
    })
  }
}, 120_000)
afterAll(async () => {
  await Promise.all([...lanes, results].map((queue) => queue?.close()))
  await platform.stop()
})

async function submit(code: string): Promise<string> {
  const body = { cid: randomUUID(), slug, language: 'python', code }
  const { status, body: queued } = await player.http('POST', '/v1/submissions', body)
  expect(status).toBe(202)
  return String(queued['submissionId'])
}

async function verdictOf(id: string): Promise<unknown> {
  const ask = async () => (await player.http('GET', `/v1/submissions/${id}`)).body['verdict']
  await until('there is a verdict', async () => (await ask()) !== null, 60_000)
  return ask()
}

/** Stored as if its job had been lost just now, `requeues` times before. */
async function insertLost(over: { code?: string; files?: string; requeues?: number }): Promise<string> {
  const [row] = await platform.db.query<{ id: string }>(
    `INSERT INTO submission (id, kind, user_id, cid, problem_slug, language, code, files, requeues, queued_at, fed_at)
     VALUES (gen_random_uuid(), 'practice', $1, gen_random_uuid(), $2, 'python', $3, $4::jsonb, $5, now() - interval '1 hour', now() - interval '1 hour')
     RETURNING id`,
    [player.user.id, slug, over.code ?? 'good', over.files ?? '[]', over.requeues ?? 0],
  )
  return row?.id ?? ''
}

const requeuesOf = async (id: string) =>
  (await platform.db.query<{ requeues: number }>('SELECT requeues FROM submission WHERE id = $1', [id]))[0]?.requeues

test('a result that is none, or that the database refuses, is an internal error after three tries', async () => {
  const poisoned = [await submit('no result at all'), await submit('what the database refuses')]
  const good = await submit('good')
  expect(await verdictOf(good)).toBe('AC')
  for (const id of poisoned) {
    expect(await verdictOf(id)).toBe('IE')
    expect(judged.get(id)).toBe(3)
  }
})

test('the same of a rejudge: it becomes ready, with the bad ones told as failed', async () => {
  const ids: string[] = []
  for (const code of ['no result at all', 'good', 'what the database refuses', 'good']) ids.push(await insertLost({ code }))
  const [set] = await platform.db.query<{ id: string }>(
    `INSERT INTO rejudge_set (id, reason, filter, state, created_by)
     VALUES (gen_random_uuid(), 'the tests were wrong', '{}', 'judging', $1) RETURNING id`,
    [player.user.id],
  )
  await platform.db.query(`UPDATE submission SET verdict = 'WA', judged_at = now() WHERE id = ANY($1)`, [ids])
  await platform.db.query(
    `INSERT INTO rejudge_item (set_id, submission_id, old_verdict) SELECT $1, id, 'WA' FROM submission WHERE id = ANY($2)`,
    [set?.id, ids],
  )
  const read = async () =>
    (await platform.db.query<{ state: string }>('SELECT state FROM rejudge_set WHERE id = $1', [set?.id]))[0]?.state
  await until('all are judged', async () => (await read()) === 'ready', 60_000)
  const verdicts = await platform.db.query<{ id: string; code: string; verdict: string }>(
    `SELECT i.id, s.code, i.new_verdict AS verdict FROM rejudge_item i JOIN submission s ON s.id = i.submission_id
     WHERE i.set_id = $1 ORDER BY s.code`,
    [set?.id],
  )
  expect(verdicts.map(({ code, verdict }) => `${code}: ${verdict}`)).toEqual([
    'good: AC',
    'good: AC',
    'no result at all: IE',
    'what the database refuses: IE',
  ])
  for (const { id, verdict } of verdicts) expect(judged.get(id)).toBe(verdict === 'IE' ? 3 : 1)
})

test('one that can’t even be queued stops no other that was lost, counts, and is given up in the end', async () => {
  const poisoned = await insertLost({ files: '"no list"' })
  const good = await insertLost({})
  expect(await verdictOf(good)).toBe('AC')
  await until('its try was counted', async () => ((await requeuesOf(poisoned)) ?? 0) >= 1)
  const last = await insertLost({ requeues: 12 })
  expect(await verdictOf(last)).toBe('IE')
  expect(judged.has(last)).toBe(false)
  await platform.db.query(`UPDATE submission SET files = '[]' WHERE id = $1`, [poisoned])
})

test('what was lost while nothing could be judged counts as nothing', async () => {
  const lanesPaused = Promise.all(lanes.map((lane) => lane.pause(true)))
  await lanesPaused
  await platform.db.query(`UPDATE execution_state SET state = 'suspended', healthy_until = now() + interval '1 day'`)
  const id = await insertLost({ requeues: 2 })
  const queuedAt = async () =>
    (
      await platform.db.query<{ late: boolean }>(
        `SELECT queued_at < now() - interval '1 minute' AS late FROM submission WHERE id = $1`,
        [id],
      )
    )[0]
  await until('it was queued again', async () => (await queuedAt())?.late === false)
  expect(await requeuesOf(id)).toBe(2)
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
  await Promise.all(lanes.map((lane) => lane.resume(true)))
  expect(await verdictOf(id)).toBe('AC')
})

test('a rejudge’s item whose job is always gone is given up, and the others are judged', async () => {
  const ids = [await insertLost({}), await insertLost({})]
  await platform.db.query(`UPDATE submission SET verdict = 'WA', judged_at = now() WHERE id = ANY($1)`, [ids])
  const [set] = await platform.db.query<{ id: string }>(
    `INSERT INTO rejudge_set (id, reason, filter, state, created_by)
     VALUES (gen_random_uuid(), 'the tests were wrong', '{}', 'judging', $1) RETURNING id`,
    [player.user.id],
  )
  for (const [index, id] of ids.entries()) {
    await platform.db.query(
      `INSERT INTO rejudge_item (set_id, submission_id, old_verdict, requeues, queued_at) VALUES ($1, $2, 'WA', $3, now() - interval '1 hour')`,
      [set?.id, id, index === 0 ? 12 : 0],
    )
  }
  const verdicts = async () =>
    (
      await platform.db.query<{ verdict: string }>(
        `SELECT new_verdict AS verdict FROM rejudge_item WHERE set_id = $1 AND new_verdict IS NOT NULL ORDER BY 1`,
        [set?.id],
      )
    ).map(({ verdict }) => verdict)
  await until('both have ended', async () => (await verdicts()).length === 2)
  expect(await verdicts()).toEqual(['AC', 'IE'])
})

// Only the two hundred oldest were looked at, whatever became of them.
describe('those that stay where they are keep none behind them from being found', () => {
  const stuck = 250
  /** In a lane that nobody takes from, queued long before the good one was lost. */
  async function queueStuck(name: string, ids: readonly string[]): Promise<Bull.Queue> {
    const lane = new Bull(name, await takeTestRedis())
    await lane.addBulk(ids.map((jobId) => ({ data: {}, opts: { jobId } })))
    return lane
  }
  const insertStuck = async () =>
    (
      await platform.db.query<{ id: string }>(
        `INSERT INTO submission (id, kind, user_id, cid, problem_slug, language, code, queued_at, fed_at, fed_step)
         SELECT gen_random_uuid(), 'practice', $1, gen_random_uuid(), $2, 'python', 'good', now() - interval '2 hours', now() - interval '2 hours', 4
         FROM generate_series(1, $3::int) RETURNING id`,
        [player.user.id, slug, stuck],
      )
    ).map(({ id }) => id)

  test('submissions', async () => {
    const ids = await insertStuck()
    const lane = await queueStuck(stepQueueName(4), ids)
    expect(await verdictOf(await insertLost({}))).toBe('AC')
    await platform.db.query('DELETE FROM submission WHERE id = ANY($1)', [ids])
    await lane.obliterate({ force: true })
    await lane.close()
  })

  test('items of rejudges', async () => {
    const ids = await insertStuck()
    await platform.db.query(`UPDATE submission SET verdict = 'WA', judged_at = now() WHERE id = ANY($1)`, [ids])
    const [set] = await platform.db.query<{ id: string }>(
      `INSERT INTO rejudge_set (id, reason, filter, state, created_by)
       VALUES (gen_random_uuid(), 'the tests were wrong', '{}', 'judging', $1) RETURNING id`,
      [player.user.id],
    )
    const insertItems = async (of: readonly string[], ago: string, step: number | null) =>
      (
        await platform.db.query<{ id: string }>(
          `INSERT INTO rejudge_item (set_id, submission_id, old_verdict, queued_at, fed_step)
           SELECT $1, unnest($2::uuid[]), 'WA', now() - $3::interval, $4::float8 RETURNING id`,
          [set?.id, of, ago, step],
        )
      ).map(({ id }) => id)
    const [first = '', ...others] = ids
    const lane = await queueStuck(stepBulkQueueName(4), await insertItems(others, '2 hours', 4))
    const [good] = await insertItems([first], '1 hour', null)
    const verdict = async () =>
      (
        await platform.db.query<{ verdict: string | null }>('SELECT new_verdict AS verdict FROM rejudge_item WHERE id = $1', [
          good,
        ])
      )[0]?.verdict
    await until('the lost one is judged', async () => (await verdict()) !== null, 60_000)
    expect(await verdict()).toBe('AC')
    await platform.db.query('DELETE FROM rejudge_set WHERE id = $1', [set?.id])
    await lane.obliterate({ force: true })
    await lane.close()
  })
})
