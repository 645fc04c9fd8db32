import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { plainJudging } from '@eduscale/contracts/test-set'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { containersOf, RunnerWorld, waitFor } from './runner-world'

const run = promisify(execFile)
const sleepy = (seconds: number) => `import time\ntime.sleep(${seconds})\nprint(input())`

let world: RunnerWorld
beforeEach(async () => {
  world = await RunnerWorld.open()
})
afterEach(async () => world.close())

/*
 * Taken away once by hand, it fails: with all jobs in one queue both slots are busy with rejudgements when the battle's submission
 * comes, and its verdict is behind theirs.
 */
test('a rejudge of many leaves a slot: whatever is more urgent is judged before its next', async () => {
  await world.startRunner('bulk', { SLOTS: '2' })
  const bulk = await Promise.all(Array.from({ length: 4 }, async () => world.submit(sleepy(2), { kind: 'rejudge' })))
  const running = () => new Set(world.progress.map((step) => step.submissionId)).size
  await waitFor('bulk runs', async () => running() > 0)
  const battle = await world.submit('print(input())', { kind: 'battle' })
  expect(await world.resultOf(battle)).toMatchObject({ verdict: 'AC' })
  const before = world.results.findIndex((result) => result.submissionId === battle)
  expect(before).toBe(0)
  expect(running()).toBe(2)
  await Promise.all(bulk.map(async (id) => world.resultOf(id)))
  expect(world.results).toHaveLength(5)
})

test('with one slot, bulk work waits until nobody else does, and battles come first', async () => {
  const first = await world.submit(sleepy(1), { kind: 'run' })
  const order = ['rejudge', 'run', 'practice', 'battle'] as const
  const ids = new Map<string, string>()
  for (const kind of order) ids.set(await world.submit('print(input())', { kind }), kind)
  await world.startRunner('single', { SLOTS: '1' })
  await waitFor('all are judged', async () => world.results.length === 5)
  const kinds = world.results.map(({ submissionId }) => ids.get(submissionId)).filter((kind) => kind !== undefined)
  // Practice and runs in the order in which they came: the api sees to their turns.
  expect(kinds).toEqual(['battle', 'run', 'practice', 'rejudge'])
  expect(await world.resultOf(first)).toMatchObject({ verdict: 'AC' })
})

// Each lane had a count of its own: a busy runner kept jobs that another, idle one could have judged.
test('a runner takes no more than it has slots, of all lanes together, and the most urgent first', async () => {
  await world.startRunner('counted', { SLOTS: '1' })
  const first = await world.submit(sleepy(1))
  await world.isRunning(first)
  const later = [await world.submit(sleepy(0.3)), await world.submit(sleepy(0.3), { kind: 'battle', isForStep: true })]
  const takenOfStep: number[] = []
  await waitFor('the first is judged', async () => {
    const taken = await world.step.getActiveCount()
    const isJudged = world.results.some(({ submissionId }) => submissionId === first)
    if (!isJudged) takenOfStep.push(taken)
    return isJudged
  })
  expect(new Set(takenOfStep)).toEqual(new Set([0]))
  await waitFor('all are judged', async () => world.results.length === 3)
  expect(world.results.map(({ submissionId }) => submissionId)).toEqual([first, ...later.toReversed()])
  // Idle again, it hears of a job in either lane at once.
  for (const isForStep of [true, false])
    expect(await world.resultOf(await world.submit('print(input())', { isForStep }))).toMatchObject({ verdict: 'AC' })
})

test('a cancelled job ends without a result, waiting or running, and the slot judges rightly after it', async () => {
  const { url } = await world.startRunner('cancel', { SLOTS: '1' })
  const running = await world.submit('import time\ntime.sleep(60)', {
    limits: { timeMs: 30_000, memoryMb: 64, outputBytes: 65_536 },
  })
  await world.isRunning(running)
  const next = await world.submit('print(input())')
  await world.cancel(running)
  expect(await world.resultOf(next)).toMatchObject({ verdict: 'AC' })
  await waitFor('the queue is empty', async () => (await world.countJobs()) === 0)
  expect(world.results.map(({ submissionId }) => submissionId)).toEqual([next])
  const read = async () => (await fetch(`${url}/metrics`)).text()
  // Versions of other images are read in the slot as well, when nobody waits for it.
  await waitFor('the slot is free', async () => /runner_busy_slots\{.*\} 0/.test(await read()))
  const metrics = await read()
  expect(metrics).toMatch(/runner_cancelled_total\{.*\} 1/)
  // Its own author's wish is no anomaly of the slot.
  expect(metrics).toMatch(/runner_anomalies_total\{.*\} 0/)
  // What was measured is told, and RUNNER_SPEED decides.
  expect(metrics).toMatch(/runner_speed_step\{.*\} 1\n/)
  expect(metrics).toMatch(/runner_speed_cpu_ratio\{.*\} \d/)
  const speedTold = () => world.beats.findLast(({ speed }) => speed !== undefined)?.speed
  await waitFor('its heartbeat is heard', async () => speedTold() !== undefined)
  expect(speedTold()).toMatchObject({ step: 1, cpuRatio: expect.any(Number), pageMicros: expect.any(Number) })
  expect(metrics).toMatch(/runner_queue_wait_seconds_count\{.*kind="practice".*\} 2/)
})

test('a job that is queued again after a runner without it heard of its end is judged', async () => {
  await world.startRunner('remembers', { SLOTS: '1' })
  const submissionId = randomUUID()
  await world.cancel(submissionId)
  const first = new Date(Date.now() - 60_000).toISOString()
  await world.cancel(submissionId, first)
  // What is told of comes over one connection, in order: having been heard, the others were too.
  const running = await world.submit(sleepy(30), { limits: { timeMs: 30_000, memoryMb: 64, outputBytes: 65_536 } })
  await world.isRunning(running)
  await world.cancel(running)
  await waitFor('the running one has ended', async () => (await world.countJobs()) === 0)
  await world.submit('print(input())', { submissionId })
  expect(await world.resultOf(submissionId)).toMatchObject({ verdict: 'AC' })
})

test('bulk work that a runner of one slot has taken and not begun is cancelled as well', async () => {
  await world.startRunner('not-begun', { SLOTS: '1' })
  const live = await world.submit(sleepy(60), { limits: { timeMs: 30_000, memoryMb: 64, outputBytes: 65_536 } })
  await world.isRunning(live)
  const bulk = await world.submit('print(input())', { kind: 'rejudge' })
  await waitFor('the runner has it', async () => (await world.countActive('bulk')) === 1)
  await world.cancel(bulk)
  await waitFor('it is gone', async () => (await world.countActive('bulk')) === 0)
  await world.cancel(live)
  const next = await world.submit('print(input())')
  expect(await world.resultOf(next)).toMatchObject({ verdict: 'AC' })
  expect(world.results.map(({ submissionId }) => submissionId)).toEqual([next])
})

test('a job under which slots break again and again becomes an internal error; the next is judged', async () => {
  await world.startRunner('poison', { SLOTS: '1' })
  const poison = await world.submit('import time\ntime.sleep(60)', {
    limits: { timeMs: 30_000, memoryMb: 64, outputBytes: 65_536 },
  })
  const isDone = () => world.results.some((result) => result.submissionId === poison)
  let seen = 0
  await waitFor('it is given up', async () => {
    const starts = world.progress.filter((step) => step.submissionId === poison && step.step === 'compiled').length
    if (starts > seen) {
      seen = starts
      for (const id of (await containersOf('poison')).split('\n')) await run('docker', ['kill', id]).catch(() => undefined)
    }
    return isDone()
  })
  expect(await world.resultOf(poison)).toMatchObject({ verdict: 'IE', error: expect.stringContaining('its slot broke 3 times') })
  expect(await world.resultOf(await world.submit('print(input())'))).toMatchObject({ verdict: 'AC' })
})

test('a job that can’t be judged whatever is tried, or can’t be read, is an internal error at once; those beside it are judged', async () => {
  await world.startRunner('certain', { SLOTS: '1' })
  const test = { name: '1', isSample: false, input: '1\n', answer: '1\n', validatorFlags: ['no_such_flag'] }
  const unknownFlag = world.serve({ ...plainJudging, tests: [test] })
  const flagged = await world.submit('print(input())', { tests: { from: 'set', hash: unknownFlag, only: 'all' } })
  const unreadable = randomUUID()
  const origin = { kind: 'practice', userId: randomUUID(), battleId: null }
  await world.addRaw({ submissionId: unreadable, origin, language: 'cobol' })
  await world.addRaw({ nothing: 'of anybody' })
  const good = await world.submit('print(input())')
  expect(await world.resultOf(flagged)).toMatchObject({ verdict: 'IE', error: expect.stringContaining('no_such_flag') })
  expect(await world.resultOf(unreadable)).toMatchObject({ verdict: 'IE', error: expect.stringContaining("can't be read") })
  expect(await world.resultOf(good)).toMatchObject({ verdict: 'AC' })
})

test('SIGTERM lets a bulk job and a submission finish, and takes no more', async () => {
  const { process: runner } = await world.startRunner('drained', { SLOTS: '2' })
  const bulk = await world.submit(sleepy(2), { kind: 'rejudge' })
  const live = await world.submit(sleepy(2))
  await Promise.all([bulk, live].map(async (id) => world.isRunning(id)))
  const waiting = await Promise.all(Array.from({ length: 4 }, async () => world.submit(sleepy(1), { kind: 'rejudge' })))
  runner.kill('SIGTERM')
  expect(await new Promise((resolve) => runner.on('exit', resolve))).toBe(0)
  expect(await world.resultOf(bulk)).toMatchObject({ verdict: 'AC' })
  expect(await world.resultOf(live)).toMatchObject({ verdict: 'AC' })
  expect(await world.countJobs()).toBeGreaterThanOrEqual(waiting.length - 1)
  expect(world.beats.at(-1)).toMatchObject({ slots: 0 })
  expect(await containersOf('drained')).toBe('')
})
