import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { connect, createServer as createSocketServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import Bull from 'bull'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  judgeJobSchema,
  judgeProgressChannel,
  judgeProgressSchema,
  judgeQueueName,
  judgeResultSchema,
  runnerHeartbeatChannel,
  runnerHeartbeatSchema,
  verdictQueueName,
  type JudgeJob,
  type JudgeProgress,
  type JudgeResult,
  type RunnerHeartbeat,
} from '@eduscale/contracts/judge'
import { canonicalTestSet, plainJudging } from '@eduscale/contracts/test-set'
import { createRedis, type Redis } from '@eduscale/platform/redis'
import { getTestServices } from '@eduscale/testing/test-services'
import { ownerLabel } from '../src/sandbox/slot-spec'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const content = {
  ...plainJudging,
  tests: ['1', '2'].map((name) => ({
    name: `secret/${name}`,
    isSample: false,
    input: `${name}\n`,
    answer: `${name}\n`,
    validatorFlags: null,
  })),
}
const hash = createHash('sha256').update(canonicalTestSet(content)).digest('hex')
const token = 'the-token-of-the-tests'

let redisUrl: string
let api: Server
let dir: string
let jobs: Bull.Queue<JudgeJob>
let verdicts: Bull.Queue<unknown>
let heard: Redis
let results: JudgeResult[]
let progress: JudgeProgress[]
let beats: RunnerHeartbeat[]
let runners: ChildProcess[]

beforeAll(async () => {
  redisUrl = getTestServices().redisUrl
  api = createServer((request, response) => {
    if (request.headers['x-runner-token'] !== token) response.writeHead(403).end()
    else if (request.url === `/internal/test-sets/${hash}`) response.end(JSON.stringify({ hash, ...content }))
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve))
  dir = await mkdtemp(join(tmpdir(), 'runner-test-'))
})
afterAll(async () => {
  api.close()
  await rm(dir, { recursive: true, force: true })
})

beforeEach(async () => {
  ;[results, progress, beats, runners] = [[], [], [], []]
  jobs = new Bull(judgeQueueName, redisUrl)
  verdicts = new Bull(verdictQueueName, redisUrl)
  await jobs.obliterate({ force: true })
  await verdicts.obliterate({ force: true })
  void verdicts.process(async (job) => results.push(judgeResultSchema.parse(job.data)))
  heard = createRedis(redisUrl, 'test')
  await heard.subscribe(judgeProgressChannel, runnerHeartbeatChannel)
  heard.on('message', (channel: string, text: string) => {
    if (channel === judgeProgressChannel) progress.push(judgeProgressSchema.parse(JSON.parse(text)))
    else beats.push(runnerHeartbeatSchema.parse(JSON.parse(text)))
  })
})
afterEach(async () => {
  for (const runner of runners) if (runner.exitCode === null) runner.kill('SIGKILL')
  await Promise.all([jobs.close(), verdicts.close()])
  heard.disconnect()
})

async function startRunner(name: string, more: Record<string, string> = {}): Promise<{ runner: ChildProcess; url: string }> {
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  const { port: apiPort } = api.address() as AddressInfo
  const env = {
    ...process.env,
    REDIS_URL: redisUrl,
    API_URLS: `http://127.0.0.1:1,http://127.0.0.1:${apiPort}`,
    RUNNER_TOKEN: token,
    RUNNER_ID: `test-runner-${name}-${process.pid}`,
    METRICS_PORT: String(port),
    TEST_SETS_DIR: dir,
    LOG_LEVEL: 'warn',
    BUILD_IMAGES: 'off',
    ...more,
  }
  const runner = spawn(process.execPath, ['--import', 'tsx', main], { env, stdio: ['ignore', 'inherit', 'inherit'] })
  runners.push(runner)
  const url = `http://127.0.0.1:${port}`
  await waitFor(async () =>
    fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    ),
  )
  return { runner, url }
}

async function submit(text: string, change: Partial<JudgeJob> = {}): Promise<string> {
  const submissionId = randomUUID()
  const job = judgeJobSchema.parse({
    submissionId,
    origin: { kind: 'practice', userId: randomUUID(), battleId: null },
    language: 'python',
    sources: [{ name: 'main.py', text }],
    limits: { timeMs: 5000, memoryMb: 64, outputBytes: 65_536 },
    tests: { from: 'set', hash, only: 'all' },
    stopAtFirst: true,
    queuedAt: new Date().toISOString(),
    ...change,
  })
  await jobs.add(job, { jobId: submissionId, removeOnComplete: true, removeOnFail: true })
  return submissionId
}
const resultOf = async (id: string): Promise<JudgeResult> => {
  await waitFor(async () => results.some((result) => result.submissionId === id))
  return results.find((result) => result.submissionId === id)!
}

test('a job becomes progress and a result, the runner states its health, and SIGTERM ends it well', async () => {
  const { runner, url } = await startRunner('one')
  const id = await submit('print(input())')
  expect(await resultOf(id)).toMatchObject({ verdict: 'AC', total: 2, sandboxLevel: 'L2', error: null })
  expect(progress.map(({ n, step }) => `${n} ${step}`)).toEqual(['1 compiling', '2 compiled', '3 test', '4 test'])
  const own = await submit('print(input()[::-1])', { tests: { from: 'input', input: 'abc\n' } })
  expect(await resultOf(own)).toMatchObject({ verdict: 'AC', tests: [{ stdout: 'cba\n' }] })
  const unknown = await submit('print(1)', { tests: { from: 'set', hash: '0'.repeat(64), only: 'all' } })
  expect(await resultOf(unknown)).toMatchObject({ verdict: 'IE', error: expect.stringContaining('no test set') })
  await waitFor(async () => beats.length > 0)
  expect(beats[0]).toMatchObject({ breaker: 'closed', sandboxLevel: 'L2' })
  expect(beats[0]?.languages.map((language) => language.id)).toContain('python')
  const metrics = await (await fetch(`${url}/metrics`)).text()
  expect(metrics).toMatch(/runner_sandbox_level\{level="L2".*\} 2/)
  expect(metrics).toMatch(/runner_verdicts_total\{language="python",verdict="AC".*\} 2/)
  const slow = await submit('import time\ntime.sleep(1)\nprint(input())')
  await waitFor(async () => progress.some((step) => step.submissionId === slow))
  runner.kill('SIGTERM')
  expect(await new Promise((resolve) => runner.on('exit', resolve))).toBe(0)
  expect(await resultOf(slow)).toMatchObject({ verdict: 'AC' })
  expect(await containersOf('one')).toBe('')
})

test('a runner that is killed leaves no container, and another judges what it had taken', async () => {
  const { runner } = await startRunner('killed')
  const id = await submit('import time\ntime.sleep(2)\nprint(input())')
  await waitFor(async () => progress.some((step) => step.submissionId === id))
  runner.kill('SIGKILL')
  await waitFor(async () => (await containersOf('killed')) === '')
  await startRunner('heir')
  expect(await resultOf(id)).toMatchObject({ verdict: 'AC', runnerId: expect.stringContaining('heir') })
  expect(results.filter((result) => result.submissionId === id)).toHaveLength(1)
})

test('when the engine is away the breaker opens, jobs wait, and all goes on when it is back', async () => {
  const path = join(dir, 'engine.sock')
  let engine = await openEngineDoor(path)
  await startRunner('outage', { DOCKER_HOST: `unix://${path}` })
  await engine.close()
  await waitFor(async () => beats.at(-1)?.breaker === 'open')
  const id = await submit('print(input())')
  const before = beats.length
  await waitFor(async () => beats.length > before + 1)
  expect(results).toEqual([])
  engine = await openEngineDoor(path)
  await waitFor(async () => beats.at(-1)?.breaker === 'closed')
  expect(await resultOf(id)).toMatchObject({ verdict: 'AC' })
  await engine.close()
})

test('a second runner of the same name is refused', async () => {
  await startRunner('twin')
  await expect(
    Promise.race([startRunner('twin'), new Promise((_resolve, reject) => runners[1]?.on('exit', reject))]),
  ).rejects.toBe(1)
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

async function containersOf(name: string): Promise<string> {
  const { stdout } = await promisify(execFile)('docker', [
    'ps',
    '-aq',
    '--filter',
    `label=${ownerLabel}=test-runner-${name}-${process.pid}`,
  ])
  return stdout.trim()
}

async function waitFor(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('it never came to hold')
}
