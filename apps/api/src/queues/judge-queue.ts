import { bulkQueueName, judgeCancelChannel, judgePriorities, judgeQueueName, type JudgeJob } from '@eduscale/contracts/judge'
import { queueRedis } from '@eduscale/platform/redis'
import Bull from 'bull'

/** Live: what a person waits for. Bulk: what nobody waits for; a runner never gives it its last slot. */
export type Lane = 'live' | 'bulk'

export interface JudgeQueue {
  /** Queues a job unless one of the same submission is waiting or running. Rejects when Redis doesn't answer in time. */
  add(job: JudgeJob): Promise<void>
  /** Whether a job of the submission is waiting or running. */
  isLive(submissionId: string, lane: Lane): Promise<boolean>
  /**
   * Removes what may be left of a job that isn't live: when Redis is emptied while a runner takes a job, the runner leaves a key
   * without a queue behind, and Bull ignores a new job of the same id as long as that key is there.
   */
  discard(submissionId: string, lane: Lane): Promise<void>
  /** Takes a job out of the queue, or has the runner that judges it stop. Its result, if one comes all the same, is nobody's. */
  cancel(submissionId: string, lane: Lane): Promise<void>
  /** Jobs of the lane that no runner has taken yet. */
  countWaiting(lane: Lane): Promise<number>
  /** Whether jobs can be queued: Redis answers in time, and takes writes. */
  takesJobs(): Promise<boolean>
  close(): Promise<void>
}

const judgeAliveKey = 'eduscale:judge-alive'

/** A queue that is longer than this is full: refused with a clear answer instead of a wait without end. */
export const maxWaitingJobs = 2_000

/** A Redis that doesn't answer holds nobody up for longer: whatever isn't queued is queued again from PostgreSQL. */
const answerWithinMs = 500

async function inTime<Result>(asked: Promise<Result>): Promise<Result> {
  asked.catch(() => {})
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Redis did not answer within ${answerWithinMs} ms`)), answerWithinMs)
  })
  try {
    return await Promise.race([asked, late])
  } finally {
    clearTimeout(timer)
  }
}

export function createJudgeQueue(redisUrl: string): JudgeQueue {
  const lanes = { live: openLane(judgeQueueName, redisUrl), bulk: openLane(bulkQueueName, redisUrl) }
  return {
    add: async (job) => {
      const { kind } = job.origin
      const options = { jobId: job.submissionId, priority: job.priority ?? judgePriorities[kind] }
      await inTime(lanes[laneOf(kind)].add(job, options))
    },
    isLive: async (submissionId, lane) => {
      const job = await inTime(lanes[lane].getJob(submissionId))
      if (!job) return false
      const state = await inTime(job.getState())
      return state === 'waiting' || state === 'active' || state === 'delayed' || state === 'paused'
    },
    discard: async (submissionId, lane) => {
      await inTime(lanes[lane].client.del(lanes[lane].toKey(submissionId)))
    },
    cancel: async (submissionId, lane) => {
      const job = await inTime(lanes[lane].getJob(submissionId))
      // Bull refuses to remove one that a runner has taken: that runner hears of it on the channel. Of one that nobody has, runners
      // aren't told: they would remember it, and refuse it should it come again.
      const isTakenBack =
        job !== null &&
        (await inTime(job.remove()).then(
          () => true,
          () => false,
        ))
      if (!isTakenBack) await inTime(lanes[lane].client.publish(judgeCancelChannel, submissionId))
    },
    countWaiting: async (lane) => inTime(lanes[lane].getWaitingCount()),
    takesJobs: () =>
      inTime(lanes.live.client.set(judgeAliveKey, new Date().toISOString(), 'EX', 10)).then(
        () => true,
        () => false,
      ),
    close: async () => {
      await Promise.all([lanes.live.close(), lanes.bulk.close()])
    },
  }
}

export function laneOf(kind: JudgeJob['origin']['kind']): Lane {
  return kind === 'rejudge' ? 'bulk' : 'live'
}

function openLane(name: string, redisUrl: string): Bull.Queue<JudgeJob> {
  const queue = new Bull<JudgeJob>(name, redisUrl, {
    // Failed and finished jobs leave at once: PostgreSQL remembers submissions, and a stale job id would block a requeue.
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 1 },
    redis: { ...queueRedis, maxRetriesPerRequest: 2, enableOfflineQueue: true },
  })
  // Without a listener a lost connection would end the process; requeueing from PostgreSQL repairs what it costs.
  queue.on('error', () => {})
  return queue
}
