import { setTimeout as sleep } from 'node:timers/promises'
import {
  judgeJobSchema,
  judgeProgressChannel,
  judgeQueueName,
  runnerAliveKey,
  runnerHeartbeatChannel,
  verdictQueueName,
  type JudgeJob,
  type JudgeProgress,
  type JudgeResult,
  type RunnerHeartbeat,
  type TestResult,
} from '@eduscale/contracts/judge'
import type { Verdict } from '@eduscale/contracts/verdict'
import { keepUnnamed, queueRedis } from '@eduscale/platform/redis'
import Bull from 'bull'
import { Redis } from 'ioredis'

interface Script {
  verdict: Verdict
  afterMs: number
  twice?: boolean
  /** Tests that it passes before its verdict, each told as progress, over the whole time. */
  tests?: { passed: number; total: number }
}

/** What a program says of itself: `verdict WA after 120 ms, twice`. A runner without containers, so that thousands can be judged. */
export function scriptedProgram({ verdict, afterMs, twice, tests }: Script): string {
  const passed = tests ? `, ${tests.passed} of ${tests.total} tests` : ''
  return `verdict ${verdict} after ${afterMs} ms${passed}${twice ? ', twice' : ''}\n`
}

const scriptPattern = /^verdict ([A-Z]+) after (\d+) ms(?:, (\d+) of (\d+) tests)?(, twice)?/

/**
 * A runner as the api knows one: takes jobs from the judge queue, states its health, returns results. What it returns is written
 * in the submitted program; nothing is run. `stalls` makes it hold each job until Bull takes it for dead and gives it out again;
 * `isSilent`, that nobody hears that it is alive.
 */
export class ScriptedRunner {
  readonly runnerId: string
  judged = 0
  stalls = false
  isSilent = false
  #jobs: Bull.Queue<unknown>
  #results: Bull.Queue<JudgeResult>
  #redis: Redis
  #beating: ReturnType<typeof setInterval>

  constructor(redisUrl: string, options: { runnerId?: string; slots?: number } = {}) {
    this.runnerId = options.runnerId ?? 'scripted'
    const slots = options.slots ?? 64
    this.#jobs = new Bull<unknown>(judgeQueueName, redisUrl, {
      redis: queueRedis,
      // Short, so that a stalled job is found within a test's patience.
      settings: { lockDuration: 1_500, lockRenewTime: 500, stalledInterval: 1_000, maxStalledCount: 20 },
    })
    this.#results = new Bull<JudgeResult>(verdictQueueName, redisUrl, {
      redis: queueRedis,
      defaultJobOptions: {
        removeOnComplete: true,
        removeOnFail: true,
        attempts: 10,
        backoff: { type: 'exponential', delay: 200 },
      },
    })
    this.#redis = new Redis(redisUrl, { maxRetriesPerRequest: null, retryStrategy: (attempt) => Math.min(500, 50 * attempt) })
    for (const one of [this.#jobs, this.#results, this.#redis]) one.on('error', () => {})
    keepUnnamed(this.#jobs)
    // A stalled job that another worker has finished fails here; that is what is being tried.
    this.#jobs.on('failed', () => {})
    void this.#jobs.process(slots, (job) => this.#judge(judgeJobSchema.parse(job.data))).catch(() => {})
    this.#beating = setInterval(() => void this.#beat(slots), 1_000)
    void this.#beat(slots)
  }

  async close(): Promise<void> {
    clearInterval(this.#beating)
    await Promise.race([Promise.allSettled([this.#jobs.close(true), this.#results.close()]), sleep(3_000)])
    this.#redis.disconnect()
  }

  async #judge(job: JudgeJob): Promise<void> {
    const script = scriptPattern.exec(job.sources[0]?.text ?? '') ?? []
    const [, verdict = 'WA', afterMs = '0', passed = '0', total = '0', twice] = script
    const tests = scriptedTests(verdict as Verdict, Number(passed), Number(total))
    const steps = Math.max(1, tests.length)
    for (let step = 0; step < steps; step += 1) {
      await sleep(Number(afterMs) / steps)
      const test = tests[step]
      if (test)
        this.#tell({
          submissionId: job.submissionId,
          origin: job.origin,
          n: step + 1,
          step: 'test',
          index: step,
          total: Number(total),
          test,
        })
    }
    // The event loop is the harness's own, so a stall is a lock that nobody renews, not a process that stands still.
    if (this.stalls) await sleep(2_500)
    const result = toResult(job, { verdict: verdict as Verdict, tests, total: Number(total) }, this.runnerId)
    await this.#results.add(result)
    if (twice || this.stalls) await this.#results.add(result)
    this.judged += 1
  }

  #tell(progress: JudgeProgress): void {
    void this.#redis.publish(judgeProgressChannel, JSON.stringify(progress)).catch(() => {})
  }

  async #beat(slots: number): Promise<void> {
    if (this.isSilent || this.#redis.status !== 'ready') return
    const heartbeat: RunnerHeartbeat = {
      runnerId: this.runnerId,
      at: new Date().toISOString(),
      breaker: 'closed',
      sandboxLevel: 'none (scripted)',
      slots,
      busySlots: 0,
      languages: [{ id: 'python', version: 'scripted' }],
    }
    await this.#redis
      .multi()
      .set(runnerAliveKey, this.runnerId, 'EX', 10)
      .publish(runnerHeartbeatChannel, JSON.stringify(heartbeat))
      .exec()
      .catch(() => {})
  }
}

/** Those that pass, and the one that decides. */
function scriptedTests(verdict: Verdict, passed: number, total: number): TestResult[] {
  const verdicts = [...Array.from({ length: passed }, (): Verdict => 'AC'), ...(passed < total ? [verdict] : [])]
  return verdicts.map((each, index) => ({
    name: String(index + 1),
    isSample: false,
    verdict: each,
    cpuMs: 1,
    wallMs: 1,
    memoryBytes: 1,
    exitCode: 0,
    signal: null,
    exceeded: null,
    stdout: null,
    stderr: null,
    divergence: null,
    message: null,
    judgeMessage: null,
    score: null,
    returned: null,
  }))
}

function toResult(
  { submissionId, origin }: JudgeJob,
  judged: Pick<JudgeResult, 'verdict' | 'tests' | 'total'>,
  runnerId: string,
): JudgeResult {
  return {
    submissionId,
    origin,
    ...judged,
    compile: null,
    score: null,
    groups: [],
    runnerId,
    sandboxLevel: 'none (scripted)',
    error: null,
  }
}
