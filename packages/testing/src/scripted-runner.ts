import { setTimeout as sleep } from 'node:timers/promises'
import {
  judgeJobSchema,
  judgeQueueName,
  runnerHeartbeatChannel,
  verdictQueueName,
  type JudgeJob,
  type JudgeResult,
  type RunnerHeartbeat,
} from '@eduscale/contracts/judge'
import type { Verdict } from '@eduscale/contracts/verdict'
import { keepUnnamed, queueRedis } from '@eduscale/platform/redis'
import Bull from 'bull'
import { Redis } from 'ioredis'

/** What a program says of itself: `verdict WA after 120 ms, twice`. A runner without containers, so that thousands can be judged. */
export function scriptedProgram(script: { verdict: Verdict; afterMs: number; twice?: boolean }): string {
  return `verdict ${script.verdict} after ${script.afterMs} ms${script.twice ? ', twice' : ''}\n`
}

const scriptPattern = /^verdict ([A-Z]+) after (\d+) ms(, twice)?/

/**
 * A runner as the api knows one: takes jobs from the judge queue, states its health, returns results. What it returns is written
 * in the submitted program; nothing is run. `stalls` makes it hold each job until Bull takes it for dead and gives it out again.
 */
export class ScriptedRunner {
  readonly runnerId: string
  judged = 0
  stalls = false
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
    const [, verdict = 'WA', afterMs = '0', twice] = scriptPattern.exec(job.sources[0]?.text ?? '') ?? []
    await sleep(Number(afterMs))
    // The event loop is the harness's own, so a stall is a lock that nobody renews, not a process that stands still.
    if (this.stalls) await sleep(2_500)
    const result = toResult(job, verdict as Verdict, this.runnerId)
    await this.#results.add(result)
    if (twice || this.stalls) await this.#results.add(result)
    this.judged += 1
  }

  async #beat(slots: number): Promise<void> {
    if (this.#redis.status !== 'ready') return
    const heartbeat: RunnerHeartbeat = {
      runnerId: this.runnerId,
      at: new Date().toISOString(),
      breaker: 'closed',
      sandboxLevel: 'none (scripted)',
      slots,
      busySlots: 0,
      languages: [{ id: 'python', version: 'scripted' }],
    }
    await this.#redis.publish(runnerHeartbeatChannel, JSON.stringify(heartbeat)).catch(() => {})
  }
}

function toResult({ submissionId, origin }: JudgeJob, verdict: Verdict, runnerId: string): JudgeResult {
  return {
    submissionId,
    origin,
    verdict,
    compile: null,
    tests: [],
    total: 0,
    score: null,
    groups: [],
    runnerId,
    sandboxLevel: 'none (scripted)',
    error: null,
  }
}
