import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import Bull from 'bull'
import {
  bulkQueueName,
  judgeCancelChannel,
  judgeJobSchema,
  judgePriorities,
  judgeProgressChannel,
  judgeProgressSchema,
  judgeQueueName,
  judgeResultSchema,
  runnerHeartbeatChannel,
  runnerHeartbeatSchema,
  stepQueueName,
  verdictQueueName,
  type JudgeCancel,
  type JudgeJob,
  type JudgeProgress,
  type JudgeResult,
  type RunnerHeartbeat,
} from '@eduscale/contracts/judge'
import { canonicalTestSet, plainJudging, type TestSetContent } from '@eduscale/contracts/test-set'
import { createRedis, type Redis } from '@eduscale/platform/redis'
import { findFreePort } from '@eduscale/testing/free-port'
import { takeTestRedis } from '@eduscale/testing/test-services'
import { ownerLabel } from '../src/sandbox/slot-spec'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const token = 'the-token-of-the-tests'
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
/** Of a test set of two tests that ask for the input. */
export const hash = hashOf(content)

function hashOf(set: TestSetContent): string {
  return createHash('sha256').update(canonicalTestSet(set)).digest('hex')
}

export interface Runner {
  process: ChildProcess
  url: string
  output: () => string
}

type Change = Partial<JudgeJob> & { kind?: JudgeJob['origin']['kind']; isForStep?: boolean }

interface WorldOptions {
  redisUrl: string
  api: Server
  dir: string
  sets: Map<string, TestSetContent>
}

/** What a runner has around it: the queues, an api node that serves test sets, and somebody who notes all that it says. */
export class RunnerWorld {
  readonly results: JudgeResult[] = []
  readonly progress: JudgeProgress[] = []
  readonly beats: RunnerHeartbeat[] = []
  readonly dir: string
  readonly #redisUrl: string
  readonly #api: Server
  readonly #live: Bull.Queue<JudgeJob>
  readonly #bulk: Bull.Queue<JudgeJob>
  /** Of the step that runners here have. */
  readonly step: Bull.Queue<JudgeJob>
  readonly #verdicts: Bull.Queue<unknown>
  readonly #heard: Redis
  readonly #told: Redis
  readonly #runners: ChildProcess[] = []
  readonly #submitted: JudgeJob[] = []
  readonly #sets: Map<string, TestSetContent>

  private constructor({ redisUrl, api, dir, sets }: WorldOptions) {
    this.#redisUrl = redisUrl
    this.#api = api
    this.dir = dir
    this.#sets = sets
    this.#live = new Bull(judgeQueueName, redisUrl)
    this.#bulk = new Bull(bulkQueueName, redisUrl)
    this.step = new Bull(stepQueueName(1), redisUrl)
    this.#verdicts = new Bull(verdictQueueName, redisUrl)
    this.#heard = createRedis(redisUrl, 'test')
    this.#told = createRedis(redisUrl, 'test')
  }

  static async open(): Promise<RunnerWorld> {
    const sets = new Map<string, TestSetContent>([[hash, content]])
    const api = createServer((request, response) => {
      const asked = request.url?.split('/').at(-1) ?? ''
      const set = sets.get(asked)
      if (request.headers['x-runner-token'] !== token) response.writeHead(403).end()
      else if (request.url === `/internal/test-sets/${asked}` && set) response.end(JSON.stringify({ hash: asked, ...set }))
      else response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve))
    const dir = await mkdtemp(join(tmpdir(), 'runner-test-'))
    const world = new RunnerWorld({ redisUrl: await takeTestRedis(), api, dir, sets })
    await world.#listen()
    return world
  }

  async #listen(): Promise<void> {
    for (const queue of [this.#live, this.#bulk, this.step, this.#verdicts]) await queue.obliterate({ force: true })
    void this.#verdicts.process(async (job) => this.results.push(judgeResultSchema.parse(job.data)))
    await this.#heard.subscribe(judgeProgressChannel, runnerHeartbeatChannel)
    this.#heard.on('message', (channel: string, text: string) => {
      if (channel === judgeProgressChannel) this.progress.push(judgeProgressSchema.parse(JSON.parse(text)))
      else this.beats.push(runnerHeartbeatSchema.parse(JSON.parse(text)))
    })
  }

  async close(): Promise<void> {
    for (const runner of this.#runners) if (runner.exitCode === null) runner.kill('SIGKILL')
    await Promise.all([this.#live, this.#bulk, this.step, this.#verdicts].map(async (queue) => queue.close()))
    this.#heard.disconnect()
    this.#told.disconnect()
    this.#api.close()
    await rm(this.dir, { recursive: true, force: true })
  }

  /** SIGTERM to those that still run, and their end awaited. */
  async stopRunners(): Promise<void> {
    const running = this.#runners.filter((runner) => runner.exitCode === null && runner.signalCode === null)
    await Promise.all(
      running.map(async (runner) => {
        const ended = new Promise((resolve) => runner.on('exit', resolve))
        runner.kill('SIGTERM')
        await ended
      }),
    )
  }

  /** Resolves when it is ready; rejects with what it has written when it ends before. */
  async startRunner(name: string, more: Record<string, string> = {}): Promise<Runner> {
    const port = await findFreePort()
    const { port: apiPort } = this.#api.address() as AddressInfo
    const env = {
      ...process.env,
      REDIS_URL: this.#redisUrl,
      API_INTERNAL_URLS: `http://127.0.0.1:1,http://127.0.0.1:${apiPort}`,
      RUNNER_TOKEN: token,
      RUNNER_ID: ownerOf(name),
      // Limits are as the tests say, whatever machine they run on.
      RUNNER_SPEED: '1',
      METRICS_PORT: String(port),
      TEST_SETS_DIR: join(this.dir, 'test-sets'),
      LOG_LEVEL: 'warn',
      BUILD_IMAGES: 'off',
      ...more,
    }
    const runner = spawn(process.execPath, ['--import', 'tsx', main], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#runners.push(runner)
    let output = ''
    const collect = (chunk: Buffer) => (output += chunk.toString())
    runner.stdout.on('data', collect)
    runner.stderr.on('data', collect)
    const url = `http://127.0.0.1:${port}`
    await waitFor(
      `runner ${name} is ready`,
      async () => {
        if (runner.exitCode !== null) throw new Error(output)
        return fetch(`${url}/readyz`).then(
          (response) => response.ok,
          () => false,
        )
      },
      120_000,
    ).catch((cause: unknown) => {
      throw new Error(`runner ${name} did not become ready; it wrote:\n${output}`, { cause })
    })
    return { process: runner, url, output: () => output }
  }

  /** Has the api node serve another test set; its hash. */
  serve(set: TestSetContent): string {
    const of = hashOf(set)
    this.#sets.set(of, set)
    return of
  }

  /** Queues a program, by default in Python and as practice on the test set. */
  async submit(text: string, change: Change = {}): Promise<string> {
    const { kind = 'practice', isForStep = false, ...rest } = change
    const job = judgeJobSchema.parse({
      submissionId: randomUUID(),
      origin: { kind, userId: randomUUID(), battleId: null },
      language: 'python',
      sources: [{ name: 'main.py', text }],
      limits: { timeMs: 5000, memoryMb: 64, outputBytes: 65_536 },
      tests: { from: 'set', hash, only: 'all' },
      stopAtFirst: true,
      queuedAt: new Date().toISOString(),
      ...rest,
    })
    this.#submitted.push(job)
    await this.#add(job, isForStep)
    return job.submissionId
  }

  /** Queues what may be no job at all. */
  async addRaw(data: object): Promise<void> {
    await (this.#live as Bull.Queue<unknown>).add(data, { removeOnComplete: true, removeOnFail: true })
  }

  async #add(job: JudgeJob, isForStep = false): Promise<void> {
    const { kind } = job.origin
    const lane = isForStep ? this.step : kind === 'rejudge' ? this.#bulk : this.#live
    const options = { jobId: job.submissionId, priority: judgePriorities[kind], removeOnComplete: true, removeOnFail: true }
    await lane.add(job, options)
  }

  /** As the api does: what has neither a result nor a job is queued again. Bull ignores the ids of jobs that it has. */
  async requeueLost(): Promise<void> {
    const judged = new Set(this.results.map((result) => result.submissionId))
    for (const job of this.#submitted) if (!judged.has(job.submissionId)) await this.#add(job)
  }

  /** As the api does with what a runner has. */
  async cancel(id: string, of?: string): Promise<void> {
    const queuedAt = of ?? this.#submitted.findLast(({ submissionId }) => submissionId === id)?.queuedAt ?? null
    const message: JudgeCancel = { submissionId: id, queuedAt }
    await this.#told.publish(judgeCancelChannel, JSON.stringify(message))
  }

  async resultOf(id: string): Promise<JudgeResult> {
    const find = () => this.results.find((result) => result.submissionId === id)
    await waitFor(`the result of ${id}`, async () => find() !== undefined)
    const result = find()
    if (!result) throw new Error('no result')
    return result
  }

  async isRunning(id: string): Promise<void> {
    await waitFor(`${id} runs`, async () => this.progress.some((step) => step.submissionId === id && step.step === 'compiled'))
  }

  /** Jobs that a runner has taken. */
  async countActive(lane: 'live' | 'bulk'): Promise<number> {
    return (lane === 'live' ? this.#live : this.#bulk).getActiveCount()
  }

  /** Jobs in the queues, waiting or taken. */
  async countJobs(): Promise<number> {
    const counts = await Promise.all([this.#live, this.#bulk].map(async (lane) => lane.getJobCounts()))
    return counts.reduce((sum, { waiting, active, delayed }) => sum + waiting + active + delayed, 0)
  }
}

export function ownerOf(name: string): string {
  return `test-runner-${name}-${process.pid}`
}

/** Ids of a runner's containers, one a line. */
export async function containersOf(name: string, which: 'all' | 'running' = 'all'): Promise<string> {
  const args = ['ps', which === 'all' ? '-aq' : '-q', '--no-trunc', '--filter', `label=${ownerLabel}=${ownerOf(name)}`]
  return (await promisify(execFile)('docker', args)).stdout.trim()
}

export async function waitFor(what: string, holds: () => Promise<boolean>, withinMs = 60_000): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`it never came to hold: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
