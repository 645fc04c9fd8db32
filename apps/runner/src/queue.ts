import Bull from 'bull'
import { judgeJobSchema, judgeQueueName, verdictQueueName, type JudgeJob, type JudgeResult } from '@eduscale/contracts/judge'
import type { Logger } from '@eduscale/platform/logger'

export interface JudgeQueueOptions {
  redisUrl: string
  concurrency: number
  log: Logger
  judge: (job: JudgeJob) => Promise<JudgeResult>
}

export interface RunningJudgeQueue {
  /** Takes no more jobs; those that run go on. */
  pause(): Promise<void>
  resume(): Promise<void>
  /** Waits for the jobs that run, then disconnects. */
  close(): Promise<void>
}

/**
 * At least once: a runner that dies leaves its job's lock to run out, and another judges it again. The api keeps the first
 * result of a submission.
 */
export function processJudgeQueue({ redisUrl, concurrency, log, judge }: JudgeQueueOptions): RunningJudgeQueue {
  const settings = { lockDuration: 6_000, stalledInterval: 3_000, maxStalledCount: 3 }
  const jobs = new Bull<unknown>(judgeQueueName, redisUrl, { settings })
  const results = new Bull<JudgeResult>(verdictQueueName, redisUrl, {
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 10, backoff: { type: 'exponential', delay: 200 } },
  })
  sayOnceWhenAway(jobs, log)
  results.on('error', () => undefined)
  jobs.on('failed', (job, err) =>
    log.error({ err, submissionId: job.id }, 'a submission could not be judged; the api queues it again'),
  )
  jobs.on('stalled', (job) => log.warn({ submissionId: job.id }, 'a job was left by a runner that died; judging it again'))
  void jobs
    .process(concurrency, async (job) => {
      const result = await judge(judgeJobSchema.parse(job.data))
      // No job id of our own: after an emptied Redis its remains would swallow the result (as they may a judge job).
      await results.add(result)
    })
    .catch((err: unknown) => log.error({ err }, 'the judge queue stopped'))
  return {
    pause: async () => jobs.pause(true, true),
    resume: async () => jobs.resume(true),
    close: async () => {
      await jobs.pause(true, false)
      await Promise.all([jobs.close(), results.close()])
    },
  }
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
