import { judgeQueueName, stepQueueName, verdictQueueName, type JudgeJob, type JudgeResult } from '@eduscale/contracts/judge'
import { startDuel } from '@eduscale/testing/test-player'
import { getTestServices } from '@eduscale/testing/test-services'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import Bull from 'bull'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

/* Which lane the jobs of a battle are put into, by the runners that there are. This test is all of the runners. */
let platform: TestPlatform
let results: Bull.Queue<JudgeResult>
const lanes = new Map<string, Bull.Queue<JudgeJob>>()
/** Where each submission was found. */
const found = new Map<string, string>()

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 1, runner: false })
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
  const { redisUrl } = getTestServices()
  results = new Bull(verdictQueueName, redisUrl)
  const steps = ([1, 3] as const).map(stepQueueName)
  for (const name of [judgeQueueName, ...steps]) {
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
async function playInTwoLanguages(): Promise<{ lanes: (string | undefined)[]; end: () => Promise<void> }> {
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
  return { lanes: (await submissions()).map(({ id }) => found.get(id)), end }
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
