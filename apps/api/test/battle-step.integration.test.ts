import {
  bulkQueueName,
  judgeQueueName,
  stepBulkQueueName,
  stepQueueName,
  verdictQueueName,
  type JudgeJob,
  type JudgeResult,
} from '@eduscale/contracts/judge'
import { startDuel } from '@eduscale/testing/test-player'
import { takeTestRedis } from '@eduscale/testing/test-services'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import Bull from 'bull'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

/* Which lane the jobs of a battle are put into, by the runners that there are. This test is all of the runners. */
let platform: TestPlatform
let results: Bull.Queue<JudgeResult>
const lanes = new Map<string, Bull.Queue<JudgeJob>>()
/** Where each submission, or rejudge's item, was found. */
const found = new Map<string, string>()

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 1, runner: false })
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
  const redisUrl = await takeTestRedis()
  results = new Bull(verdictQueueName, redisUrl)
  const steps = ([1, 3] as const).flatMap((step) => [stepQueueName(step), stepBulkQueueName(step)])
  for (const name of [judgeQueueName, bulkQueueName, ...steps]) {
    const lane = new Bull<JudgeJob>(name, redisUrl)
    lanes.set(name, lane)
    void lane.process(8, async ({ data: { submissionId, origin } }) => {
      found.set(submissionId, name)
      const nothing = { compile: null, tests: [], total: 0, score: null, groups: [], error: null }
      const result: JudgeResult = { submissionId, origin, verdict: 'WA', ...nothing, runnerId: 'this test', sandboxLevel: '' }
      await results.add(result, { removeOnComplete: true })
    })
  }
}, 120_000)
afterAll(async () => {
  await Promise.all([...lanes.values(), results].map((queue) => queue?.close()))
  await platform.stop()
})
beforeEach(async () => {
  await platform.db.query('DELETE FROM runner')
})

async function runner(step: number, slots: number, languages: readonly string[]): Promise<void> {
  await platform.db.query(
    `INSERT INTO runner (id, seen_at, breaker, slots, busy_slots, sandbox_level, languages, speed_step)
     VALUES ($1, now() + interval '1 day', 'closed', $2, 0, 'L2', $3::jsonb, $4)`,
    [`step ${step}`, slots, JSON.stringify(languages.map((id) => ({ id, version: '1' }))), step],
  )
}

/** One program of the host's in Python, then one of the friend's in C++: the lanes they were found in. */
async function playInTwoLanguages(): Promise<{ battleId: string; lanes: (string | undefined)[]; end: () => Promise<void> }> {
  const { battleId, host, friend } = await startDuel(platform.urls, { isRanked: false })
  const submissions = async () =>
    platform.db.query<{ id: string; verdict: string | null }>(
      'SELECT id, verdict FROM submission WHERE battle_id = $1 ORDER BY recv_seq',
      [battleId],
    )
  for (const [player, language, count] of [
    [host, 'python', 1],
    [friend, 'cpp', 2],
  ] as const) {
    expect(await player.submit(battleId, 'wrong', language)).toMatchObject({ ok: true })
    await until('it is judged', async () => (await submissions()).filter(({ verdict }) => verdict === 'WA').length === count)
  }
  const end = async () => {
    await host.command(battleId, { t: 'battle:resign', d: {} })
    for (const player of [host, friend]) player.leave()
  }
  return { battleId, lanes: (await submissions()).map(({ id }) => found.get(id)), end }
}

// The first submission drew a step by slots alone; the second player's language was missing there, and the battle changed its step.
test('a battle gets the step that has all of its languages, and keeps it', async () => {
  await runner(1, 50, ['python'])
  await runner(3, 1, ['python', 'cpp'])
  for (let duel = 0; duel < 4; duel += 1) {
    const played = await playInTwoLanguages()
    expect(played.lanes).toEqual([stepQueueName(3), stepQueueName(3)])
    await played.end()
  }
}, 120_000)

test('where no step has all of its languages, each is judged where it can be', async () => {
  await runner(1, 50, ['python'])
  await runner(3, 1, ['cpp'])
  const played = await playInTwoLanguages()
  expect(played.lanes).toEqual([stepQueueName(1), stepQueueName(3)])
  await played.end()
})

async function rejudge(battleId: string): Promise<() => Promise<{ id: string; verdict: string | null }[]>> {
  const [set] = await platform.db.query<{ id: string }>(
    `INSERT INTO rejudge_set (id, reason, filter, state, created_by)
     SELECT gen_random_uuid(), 'the tests were wrong', '{}', 'judging', user_id FROM battle_player WHERE battle_id = $1 LIMIT 1 RETURNING id`,
    [battleId],
  )
  await platform.db.query(
    `INSERT INTO rejudge_item (set_id, submission_id, old_verdict) SELECT $1, id, 'WA' FROM submission WHERE battle_id = $2`,
    [set?.id, battleId],
  )
  return async () =>
    platform.db.query<{ id: string; verdict: string | null }>(
      'SELECT id, new_verdict AS verdict FROM rejudge_item WHERE set_id = $1',
      [set?.id],
    )
}

const areJudged = (items: readonly { verdict: string | null }[]) =>
  items.length === 2 && items.every(({ verdict }) => verdict === 'WA')

test('a rejudge goes to the battle’s step, and to whichever runner there is once that step has none', async () => {
  await runner(1, 50, ['python', 'cpp'])
  await runner(3, 1, ['python', 'cpp'])
  const { battleId, end } = await playInTwoLanguages()
  await platform.db.query('UPDATE battle SET speed_step = 3 WHERE id = $1', [battleId])
  await end()
  const lanesOf = async (items: () => Promise<{ id: string; verdict: string | null }[]>) => {
    await until('all are judged again', async () => areJudged(await items()), 60_000)
    return [...new Set((await items()).map(({ id }) => found.get(id)))]
  }
  expect(await lanesOf(await rejudge(battleId))).toEqual([stepBulkQueueName(3)])

  // What waits for the step's last runner while that is lost goes to others.
  await lanes.get(stepBulkQueueName(3))?.pause(true)
  const waiting = await rejudge(battleId)
  await until('they wait for their step', async () => (await lanes.get(stepBulkQueueName(3))?.getWaitingCount()) === 2)
  await platform.db.query('UPDATE runner SET lost_at = now() WHERE speed_step = 3')
  expect(await lanesOf(waiting)).toEqual([bulkQueueName])
  expect(await lanesOf(await rejudge(battleId))).toEqual([bulkQueueName])
}, 120_000)
