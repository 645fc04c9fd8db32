import { rm } from 'node:fs/promises'
import { connect, createServer as createSocketServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { plainJudging, type TestGroup, type TestSetContent } from '@eduscale/contracts/test-set'
import { containersOf, hash, RunnerWorld, waitFor } from './runner-world'

let world: RunnerWorld
beforeEach(async () => {
  world = await RunnerWorld.open()
})
afterEach(async () => world.close())

const scored: TestGroup = {
  name: '',
  onReject: 'break',
  verdict: 'worst-error',
  aggregate: 'sum',
  acceptScore: 1,
  rejectScore: 0,
  maxScore: null,
  ignoresSample: false,
  requires: [],
}

test('a job becomes progress and a result, the runner states its health, and SIGTERM ends it well', async () => {
  const { process: runner, url } = await world.startRunner('one')
  const id = await world.submit('print(input())')
  expect(await world.resultOf(id)).toMatchObject({ verdict: 'AC', total: 2, sandboxLevel: 'L2', error: null })
  expect(world.progress.map(({ n, step }) => `${n} ${step}`)).toEqual(['1 compiling', '2 compiled', '3 test', '4 test'])
  const own = await world.submit('print(input()[::-1])', { tests: { from: 'input', hash, input: 'abc\n' } })
  expect(await world.resultOf(own)).toMatchObject({ verdict: 'AC', tests: [{ stdout: 'cba\n' }] })
  const unknown = await world.submit('print(1)', { tests: { from: 'set', hash: '0'.repeat(64), only: 'all' } })
  expect(await world.resultOf(unknown)).toMatchObject({ verdict: 'IE', error: expect.stringContaining('no test set') })
  await waitFor('it', async () => world.beats.length > 0)
  expect(world.beats[0]).toMatchObject({ breaker: 'closed', sandboxLevel: 'L2' })
  expect(world.beats[0]?.languages.map((language) => language.id)).toContain('python')
  const metrics = await (await fetch(`${url}/metrics`)).text()
  expect(metrics).toMatch(/runner_sandbox_level\{level="L2".*\} 2/)
  expect(metrics).toMatch(/runner_verdicts_total\{language="python",verdict="AC".*\} 2/)
  const slow = await world.submit('import time\ntime.sleep(1)\nprint(input())')
  await waitFor('it', async () => world.progress.some((step) => step.submissionId === slow))
  runner.kill('SIGTERM')
  expect(await new Promise((resolve) => runner.on('exit', resolve))).toBe(0)
  expect(await world.resultOf(slow)).toMatchObject({ verdict: 'AC' })
  expect(await containersOf('one')).toBe('')
})

test('an own input is given to the program as the tests of its problem are', async () => {
  await world.startRunner('own-input')
  const runOn = async (input: string, text: string, judging: Partial<TestSetContent>) => {
    const of = world.serve({ ...plainJudging, ...judging, tests: [] })
    return world.resultOf(await world.submit(text, { kind: 'run', tests: { from: 'input', hash: of, input } }))
  }
  const signature = { name: 'addAll', parameters: [{ name: 'numbers', type: 'int[]' }], result: 'long' }
  const sum = 'def add_all(numbers):\n    print("adding")\n    return sum(numbers)\n'
  expect(await runOn('[1,2,3]\n', sum, { io: { kind: 'function', signature } })).toMatchObject({
    verdict: 'AC',
    tests: [{ stdout: 'adding\n', returned: expect.stringMatching(/^6\s*$/) }],
  })
  const files = { io: { kind: 'files', input: 'a.in', output: 'a.out' } } as const
  const reverse = 'open("a.out", "w").write(open("a.in").read()[::-1])'
  expect(await runOn('abc', reverse, files)).toMatchObject({ verdict: 'AC', tests: [{ stdout: '', returned: 'cba' }] })
  const beside = { includes: [{ language: 'default' as const, files: [{ name: 'given.py', text: 'word = "given"' }] }] }
  expect(
    await runOn('x', 'from given import word\nprint(word + input())', { ...beside, scoring: { groups: [scored] } }),
  ).toMatchObject({ verdict: 'AC', score: null, groups: [], tests: [{ stdout: 'givenx\n', score: null }] })
  expect(await runOn('x', 'print(1)', { io: { kind: 'interactive' } })).toMatchObject({ verdict: 'IE' })
})

test('a run of the samples of a scored problem has a verdict of its own, and no points', async () => {
  await world.startRunner('samples')
  const samples = ['1', '2'].map((n) => ({ name: `sample/${n}`, isSample: true, input: n, answer: n, validatorFlags: null }))
  const secret = { name: 'secret/1', isSample: false, input: '3', answer: '3', validatorFlags: null }
  const groups: TestGroup[] = [
    { ...scored, ignoresSample: true, verdict: 'accept-if-any-accepted' },
    { ...scored, name: 'sample' },
    { ...scored, name: 'secret' },
  ]
  const of = world.serve({ ...plainJudging, scoring: { groups }, tests: [...samples, secret] })
  const run = await world.submit('print(1)', {
    kind: 'run',
    tests: { from: 'set', hash: of, only: 'samples' },
    stopAtFirst: false,
  })
  const failed = { verdict: 'WA', score: null, groups: [], tests: [{ verdict: 'AC', score: null }, { verdict: 'WA' }] }
  expect(await world.resultOf(run)).toMatchObject(failed)
  const whole = await world.submit('print(input())', { tests: { from: 'set', hash: of, only: 'all' } })
  expect(await world.resultOf(whole)).toMatchObject({ verdict: 'AC', score: 1 })
})

test('a runner that is killed leaves no container that runs, and another judges what it had taken', async () => {
  const { process: runner } = await world.startRunner('killed')
  const id = await world.submit('import time\ntime.sleep(2)\nprint(input())')
  await waitFor('it', async () => world.progress.some((step) => step.submissionId === id))
  runner.kill('SIGKILL')
  // One that was made and not started yet stays, with nothing in it; the next runners take it away.
  await waitFor('it', async () => (await containersOf('killed', 'running')) === '')
  await world.startRunner('heir')
  expect(await world.resultOf(id)).toMatchObject({ verdict: 'AC', runnerId: expect.stringContaining('heir') })
  expect(world.results.filter((result) => result.submissionId === id)).toHaveLength(1)
})

test('when the engine is away the breaker opens, jobs wait, and all goes on when it is back', async () => {
  const path = join(world.dir, 'engine.sock')
  let engine = await openEngineDoor(path)
  await world.startRunner('outage', { DOCKER_HOST: `unix://${path}` })
  await engine.close()
  await waitFor('it', async () => world.beats.at(-1)?.breaker === 'open')
  const id = await world.submit('print(input())')
  const before = world.beats.length
  await waitFor('it', async () => world.beats.length > before + 1)
  expect(world.results).toEqual([])
  engine = await openEngineDoor(path)
  await waitFor('it', async () => world.beats.at(-1)?.breaker === 'closed')
  expect(await world.resultOf(id)).toMatchObject({ verdict: 'AC' })
  await engine.close()
})

test('a second runner of the same name is refused', async () => {
  await world.startRunner('twin')
  await expect(world.startRunner('twin')).rejects.toThrow('give this one another RUNNER_ID')
})

const engineSocket = process.env['DOCKER_HOST']?.replace(/^unix:\/\//, '') || '/var/run/docker.sock'

/** A way to the real engine that can be shut, with whatever goes through it at the time. */
async function openEngineDoor(path: string): Promise<{ close: () => Promise<void> }> {
  const sockets = new Set<Socket>()
  const door = createSocketServer({ allowHalfOpen: true }, (inner) => {
    const outer = connect({ path: engineSocket, allowHalfOpen: true })
    for (const socket of [inner, outer]) sockets.add(socket.on('error', () => undefined))
    inner.pipe(outer).pipe(inner)
  })
  await rm(path, { force: true })
  await new Promise<void>((resolve) => door.listen(path, resolve))
  return {
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => door.close(resolve))
    },
  }
}
