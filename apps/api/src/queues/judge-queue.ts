import { judgeJobSchema, judgePriorities, judgeQueueName, type JudgeJob } from '@eduscale/contracts/judge'
import Bull from 'bull'

export interface JudgeQueue {
  /** Queues a job unless one of the same submission is waiting or running. Rejects when Redis doesn't answer in time. */
  add(job: JudgeJob): Promise<void>
  /** Whether a job of the submission is waiting or running. */
  isLive(submissionId: string): Promise<boolean>
  /**
   * Removes what may be left of a job that isn't live: when Redis is emptied while a runner takes a job, the runner leaves a key
   * without a queue behind, and Bull ignores a new job of the same id as long as that key is there.
   */
  discard(submissionId: string): Promise<void>
  close(): Promise<void>
}

/** A queue that is longer than this is full: refused with a clear answer instead of a wait without end. */
export const maxWaitingJobs = 2_000

export function createJudgeQueue(redisUrl: string): JudgeQueue {
  const queue = new Bull<JudgeJob>(judgeQueueName, redisUrl, {
    // Failed and finished jobs leave at once: PostgreSQL remembers submissions, and a stale job id would block a requeue.
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 1 },
    redis: { maxRetriesPerRequest: 2, enableOfflineQueue: true },
  })
  // Without a listener a lost connection would end the process; requeueing from PostgreSQL repairs what it costs.
  queue.on('error', () => {})
  return {
    add: async (job) => {
      const priority = judgePriorities[job.origin.kind === 'practice' ? 'submission' : job.origin.kind]
      await queue.add(judgeJobSchema.parse(job), { jobId: job.submissionId, priority })
    },
    isLive: async (submissionId) => {
      const job = await queue.getJob(submissionId)
      if (!job) return false
      const state = await job.getState()
      return state === 'waiting' || state === 'active' || state === 'delayed' || state === 'paused'
    },
    discard: async (submissionId) => {
      await queue.client.del(queue.toKey(submissionId))
    },
    close: () => queue.close(),
  }
}
