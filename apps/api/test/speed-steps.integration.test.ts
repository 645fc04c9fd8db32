import { randomUUID } from 'node:crypto'
import type { PlatformProcess } from '@eduscale/testing/platform-process'
import { startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test } from 'vitest'

/* Two runners on machines of different speed. Whoever plays has the limits that the opponent has. */
let platform: TestPlatform
const runners = new Map<number, PlatformProcess>()
const start = async (step: 1 | 3) =>
  runners.set(
    step,
    await platform.startRunner({ RUNNER_ID: `runner-step-${step}-${process.pid}`, RUNNER_SPEED: String(step), SLOTS: '1' }),
  )
const known = async () =>
  (await platform.db.query<{ step: number }>('SELECT speed_step AS step FROM runner WHERE lost_at IS NULL ORDER BY 1')).map(
    ({ step }) => step,
  )

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: false, env: { RUNNER_LEASE_MS: '5000' } })
  await Promise.all([start(1), start(3)])
  await until('both runners are known', async () => (await known()).join() === '1,3')
}, 240_000)
afterAll(() => platform?.stop())

/** Steps of the runners that judged, in the order of the verdicts. */
async function stepsOf(where: 'battle_id' | 'user_id', id: string): Promise<(number | null)[]> {
  const rows = await platform.db.query<{ step: number | null }>(
    `SELECT (result->>'speedStep')::float8 AS step FROM submission WHERE ${where} = $1 AND verdict IS NOT NULL ORDER BY judged_at`,
    [id],
  )
  return rows.map(({ step }) => step)
}

type Duel = Awaited<ReturnType<typeof startDuel>>

/** Both players send so many wrong programs, and run as many, all at the same moment. */
async function flood({ battleId, host, friend }: Duel, each: number): Promise<void> {
  const before = (await stepsOf('battle_id', battleId)).length
  await Promise.all(
    [host, friend].flatMap((player) =>
      Array.from({ length: each }, async (_, index) => player.submit(battleId, `print(${index}, "wrong")`)),
    ),
  )
  const stored = async () => (await platform.db.query('SELECT 1 FROM submission WHERE battle_id = $1', [battleId])).length
  await until('all are judged', async () => (await stepsOf('battle_id', battleId)).length === (await stored()), 60_000)
  expect((await stepsOf('battle_id', battleId)).length).toBeGreaterThan(before)
}

test('all submissions of a battle are judged by runners of one speed step', async () => {
  const duels = await Promise.all([1, 2, 3, 4].map(async () => startDuel(platform.urls)))
  await Promise.all(duels.map(async (duel) => flood(duel, 2)))
  for (const duel of duels) {
    const steps = await stepsOf('battle_id', duel.battleId)
    expect(steps.length).toBeGreaterThanOrEqual(4)
    expect(new Set(steps).size).toBe(1)
    duel.host.leave()
    duel.friend.leave()
  }
}, 180_000)

// What waited for one step's runner used up the room of all runners, and the other's had nothing to do.
test('what waits for the runners of one step holds up nobody at another', async () => {
  const [busy, free] = await Promise.all(
    [1, 3].map(async (step) => {
      const duel = await startDuel(platform.urls)
      await platform.db.query('UPDATE battle SET speed_step = $2 WHERE id = $1', [duel.battleId, step])
      return duel
    }),
  )
  if (!busy || !free) throw new Error('no duels')
  const endless = 'while True: pass'
  await Promise.all(
    [busy.host, busy.friend].flatMap((player) => [1, 2].map(async (n) => player.submit(busy.battleId, `${endless} # ${n}`))),
  )
  await free.host.submit(free.battleId, 'print("wrong")')
  await until(
    'all are judged',
    async () =>
      (await Promise.all([busy, free].map(async ({ battleId }) => stepsOf('battle_id', battleId)))).join() === '1,1,1,1,3',
    90_000,
  )
  const [row] = await platform.db.query<{ is_fed: boolean }>(
    `SELECT (SELECT fed_at FROM submission WHERE battle_id = $1) < (SELECT min(judged_at) FROM submission WHERE battle_id = $2) AS is_fed`,
    [free.battleId, busy.battleId],
  )
  expect(row?.is_fed).toBe(true)
  for (const { host, friend } of [busy, free]) for (const player of [host, friend]) player.leave()
}, 180_000)

test('practice is judged by whoever has a slot, and the status tells the steps', async () => {
  const player = await TestPlayer.create(platform.urls)
  const body = () => ({ cid: randomUUID(), slug: 'lonely-mittens', language: 'python', code: 'print(1)' })
  await Promise.all([1, 2, 3, 4].map(async () => player.http('POST', '/v1/submissions', body())))
  await until('all are judged', async () => (await stepsOf('user_id', player.user.id)).length === 4, 60_000)
  const lanes = await platform.db.query<{ lane: number | null }>('SELECT fed_step AS lane FROM submission WHERE user_id = $1', [
    player.user.id,
  ])
  expect(lanes.map(({ lane }) => lane)).toEqual([null, null, null, null])
  const { body: status } = await player.http('GET', '/v1/status')
  expect(status['capacity']).toMatchObject({
    runners: 2,
    speedSteps: [
      { step: 1, slots: 1 },
      { step: 3, slots: 1 },
    ],
  })
}, 90_000)

test('what is rejudged of a battle is judged by runners of its step', async () => {
  const duels = await Promise.all([1, 3, 1, 3].map(async () => startDuel(platform.urls)))
  for (const [index, { battleId }] of duels.entries())
    await platform.db.query('UPDATE battle SET speed_step = $2 WHERE id = $1', [battleId, index % 2 === 0 ? 1 : 3])
  await Promise.all(duels.map(async (duel) => flood(duel, 2)))
  for (const { battleId, host, friend } of duels) {
    await host.command(battleId, { t: 'battle:resign', d: {} })
    for (const player of [host, friend]) player.leave()
  }
  const ids = duels.map(({ battleId }) => battleId)
  const [set] = await platform.db.query<{ id: string }>(
    `INSERT INTO rejudge_set (id, reason, filter, state, created_by)
     VALUES (gen_random_uuid(), 'the tests were wrong', '{}', 'judging', $1) RETURNING id`,
    [duels[0]?.host.user.id],
  )
  await platform.db.query(
    `INSERT INTO rejudge_item (set_id, submission_id, old_verdict, old_judged_at)
     SELECT $1, id, verdict, judged_at FROM submission WHERE battle_id = ANY($2)`,
    [set?.id, ids],
  )
  const read = async () =>
    platform.db.query<{ step: number | null; own: number }>(
      `SELECT (i.new_result->>'speedStep')::float8 AS step, b.speed_step AS own
       FROM rejudge_item i JOIN submission s ON s.id = i.submission_id JOIN battle b ON b.id = s.battle_id WHERE i.set_id = $1`,
      [set?.id],
    )
  await until('all are judged again', async () => (await read()).every(({ step }) => step !== null), 90_000)
  const items = await read()
  expect(items.length).toBeGreaterThanOrEqual(12)
  expect(items.filter(({ step, own }) => step !== own)).toEqual([])
}, 180_000)

test('when the last runner of a battle’s step dies, what it had and what comes is judged by another', async () => {
  const duel = await startDuel(platform.urls)
  await flood(duel, 1)
  const [step = 0] = (await stepsOf('battle_id', duel.battleId)).map(Number)
  const before = (await stepsOf('battle_id', duel.battleId)).length
  // One that is running while its runner dies, and one that waits behind it.
  const slow = 'while True: pass'
  await duel.host.submit(duel.battleId, slow)
  await until('it is handed over', async () => {
    const [row] = await platform.db.query('SELECT 1 FROM submission WHERE battle_id = $1 AND fed_step = $2 AND verdict IS NULL', [
      duel.battleId,
      step,
    ])
    return row !== undefined
  })
  runners.get(step)?.signal('SIGKILL')
  await duel.friend.submit(duel.battleId, 'print("wrong")')
  await until('both are judged', async () => (await stepsOf('battle_id', duel.battleId)).length === before + 2, 90_000)
  const other = step === 1 ? 3 : 1
  expect((await stepsOf('battle_id', duel.battleId)).slice(before)).toEqual([other, other])
  duel.host.leave()
  duel.friend.leave()
}, 180_000)
