import { setTimeout as sleep } from 'node:timers/promises'
import Bull from 'bull'
import {
  bulkQueueName,
  judgeJobSchema,
  judgeQueueName,
  judgeResultSchema,
  stepBulkQueueName,
  stepQueueName,
  verdictQueueName,
  type JudgeJob,
  type JudgeResult,
  type SpeedStep,
} from '@eduscale/contracts/judge'
import type { Logger } from '@eduscale/platform/logger'
import { keepUnnamed, queueRedis } from '@eduscale/platform/redis'
import { takeFromLanes } from './live-lanes'

/** Enough of a job to say to whom its result goes. */
const whoseSchema = judgeJobSchema.pick({ submissionId: true, origin: true })

/** How often bulk work on a runner of one slot looks whether somebody waits. */
const yieldEveryMs = 200

type Turn = (signal: AbortSignal) => Promise<void>
const atOnce: Turn = async () => undefined

export interface JudgeQueueOptions {
  redisUrl: string
  runnerId: string
  slots: number
  /** Battles are judged by runners of one step: jobs of this one are for this runner too. */
  speedStep: SpeedStep
  log: Logger
  /** To be begun when `turn` resolves. Null: the job was cancelled, and nobody waits for a result. */
  judge: (job: JudgeJob, turn: Turn) => Promise<JudgeResult | null>
}

export interface RunningJudgeQueue {
  /** Takes no more jobs; those that run go on. */
  pause(): Promise<void>
  resume(): Promise<void>
  /** False while the connection that jobs come over is lost. */
  isConnected(): boolean
  /** Waits for the jobs that run, then disconnects. */
  close(): Promise<void>
}

/**
 * Takes jobs for any runner and for runners of its speed step, at most one for each slot, and bulk jobs of both kinds, one fewer: whatever
 * is rejudged, a battle's submission finds a slot. Which of the taken jobs gets the next core is decided by priority, in the sandbox.
 *
 * At least once: a runner that dies leaves its job's lock to run out, and another judges it again. The api keeps the first
 * result of a submission.
 */
export function processJudgeQueue(options: JudgeQueueOptions): RunningJudgeQueue {
  const { redisUrl, slots, speedStep, log } = options
  const results = new Bull<JudgeResult>(verdictQueueName, redisUrl, {
    redis: queueRedis,
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 10, backoff: { type: 'exponential', delay: 200 } },
  })
  results.on('error', () => undefined)
  const live = [judgeQueueName, stepQueueName(speedStep)].map((name) => openLane(name, options, results))
  const bulk = [bulkQueueName, stepBulkQueueName(speedStep)].map((name) => openLane(name, options, results))
  const closing = new AbortController()
  const taken = takeFromLanes(live, { slots, log, work: async (job) => finish(job, options, results) })
  const somebodyWaits = async (): Promise<boolean> =>
    taken.count() > 0 || (await Promise.all(live.map(async (lane) => lane.getWaitingCount()))).some((count) => count > 0)
  const afterOthers: Turn = async (signal) => yieldTo(somebodyWaits, AbortSignal.any([signal, closing.signal]))
  const workOnBulk = async (job: Bull.Job<unknown>): Promise<void> =>
    finish(job, options, results, slots === 1 ? afterOthers : atOnce)
  const takenInBulk = takeFromLanes(bulk, { slots: Math.max(1, slots - 1), log, work: workOnBulk })
  return {
    pause: async () => {
      taken.pause()
      takenInBulk.pause()
    },
    resume: async () => {
      taken.resume()
      takenInBulk.resume()
    },
    isConnected: () => live.every(({ client }) => client.status === 'ready'),
    close: async () => {
      closing.abort()
      await Promise.all([taken.stop(), takenInBulk.stop()])
      await Promise.all([...live, ...bulk].map(async (lane) => lane.close()))
      await results.close()
    },
  }
}

function openLane(name: string, { redisUrl, runnerId, log }: JudgeQueueOptions, results: Bull.Queue<JudgeResult>) {
  const settings = { lockDuration: 6_000, stalledInterval: 3_000, maxStalledCount: 3 }
  const lane = new Bull<unknown>(name, redisUrl, { settings, redis: queueRedis })
  sayOnceWhenAway(lane, log)
  keepUnnamed(lane)
  lane.on('failed', (job, err) => {
    log.error({ err, submissionId: job.id }, 'a submission could not be judged; the api queues it again')
    // Bull's own words for a job whose runners died under it, one after the other. Queued once more, it would go on like that.
    if (!/stalled more than/.test(err.message)) return
    const parsed = whoseSchema.safeParse(job.data)
    if (!parsed.success) return
    void results
      .add(internalError(parsed.data, { runnerId, sandboxLevel: '', error: 'every runner that judged it died' }))
      .catch((cause: unknown) => log.error({ err: cause }, 'a result could not be handed over'))
  })
  lane.on('stalled', (job) => log.warn({ submissionId: job.id }, 'a job was left by a runner that died; judging it again'))
  return lane
}

async function finish(
  job: Bull.Job<unknown>,
  { judge, runnerId }: JudgeQueueOptions,
  results: Bull.Queue<JudgeResult>,
  turn: Turn = atOnce,
): Promise<void> {
  const parsed = judgeJobSchema.safeParse(job.data)
  if (!parsed.success) {
    // It will be no other the next time. Throws where not even whose it is can be read: then nobody waits for it.
    const whose = whoseSchema.parse(job.data)
    await results.add(
      internalError(whose, { runnerId, sandboxLevel: '', error: `its job can't be read: ${parsed.error.message}` }),
    )
    return
  }
  const result = await judge(parsed.data, turn)
  // No job id of our own: after an emptied Redis its remains would swallow the result (as they may a judge job).
  if (result) await results.add(asStorable(parsed.data, result))
}

/** What leaves here can be stored. Something that isn't a result at all, such as a time that is no number, is an internal error. */
function asStorable(job: JudgeJob, result: JudgeResult): JudgeResult {
  const parsed = judgeResultSchema.safeParse(result)
  if (parsed.success) return parsed.data
  const { runnerId, sandboxLevel } = result
  return internalError(job, { runnerId, sandboxLevel, error: `its result can't be stored: ${parsed.error.message}` })
}

/** With one slot none can be kept free: bulk work starts only while nobody else waits. */
async function yieldTo(somebodyWaits: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  while (await somebodyWaits()) await sleep(yieldEveryMs, undefined, { signal })
}

/** What is told of a submission that could not be judged, though the engine is well. */
export function internalError(
  { submissionId, origin }: Pick<JudgeJob, 'submissionId' | 'origin'>,
  about: { runnerId: string; sandboxLevel: string; error: string },
): JudgeResult {
  const result = { submissionId, origin, verdict: 'IE', compile: null, tests: [], total: 0, score: null, groups: [], ...about }
  return judgeResultSchema.parse(result)
}

/** Bull tells of every attempt to connect; a person needs to hear of the first. */
function sayOnceWhenAway(queue: Bull.Queue<unknown>, log: Logger): void {
  let isAway = false
  queue.on('error', (err: Error) => {
    if (!isAway) log.warn({ reason: err.message }, 'Redis does not answer; waiting for it')
    isAway = true
  })
  queue.client.on('ready', () => {
    if (isAway) log.info('Redis answers again')
    isAway = false
  })
}
