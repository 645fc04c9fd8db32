import {
  bulkQueueName,
  judgeCancelChannel,
  judgePriorities,
  speedSteps,
  judgeQueueName,
  stepBulkQueueName,
  stepQueueName,
  type JudgeCancel,
  type JudgeJob,
  type SpeedStep,
} from '@eduscale/contracts/judge'
import { queueRedis } from '@eduscale/platform/redis'
import Bull from 'bull'

/**
 * Live: what a person waits for. Bulk: what nobody waits for; a runner never gives it its last slot. Of a step: what only runners of that
 * speed step take.
 */
export type Lane = `${'live' | 'bulk'}${'' | `-${SpeedStep}`}`

/** Null: for runners of any step. */
export function laneOf(kind: 'live' | 'bulk', step: SpeedStep | null): Lane {
  return step === null ? kind : `${kind}-${step}`
}

export interface JudgeQueue {
  /** Queues a job unless one of the same submission is waiting or running. Rejects when Redis doesn't answer in time. */
  add(job: JudgeJob, lane: Lane): Promise<void>
  /** Whether a job of the submission is waiting or running. */
  isLive(submissionId: string, lane: Lane): Promise<boolean>
  /**
   * Removes what may be left of a job that isn't live: when Redis is emptied while a runner takes a job, the runner leaves a key
   * without a queue behind, and Bull ignores a new job of the same id as long as that key is there.
   */
  discard(submissionId: string, lane: Lane): Promise<void>
  /** Takes a job out of the queue, unless a runner that is alive has it: false then. True also where there is none. */
  takeBack(submissionId: string, lane: Lane): Promise<boolean>
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
  const lanes = new Map<Lane, Bull.Queue<JudgeJob>>()
  // Most platforms have runners of one step, and each queue has a connection.
  const open = (lane: Lane): Bull.Queue<JudgeJob> => {
    const known = lanes.get(lane) ?? openLane(queueNames[lane], redisUrl)
    lanes.set(lane, known)
    return known
  }
  const takeBack = async (submissionId: string, lane: Lane): Promise<boolean> => {
    const job = await inTime(open(lane).getJob(submissionId))
    if (!job) return true
    // Bull refuses to remove one that a runner has taken, as long as that runner renews its lock.
    return inTime(job.remove()).then(
      () => true,
      () => false,
    )
  }
  return {
    add: async (job, lane) => {
      const options = { jobId: job.submissionId, priority: job.priority ?? judgePriorities[job.origin.kind] }
      await inTime(open(lane).add(job, options))
    },
    isLive: async (submissionId, lane) => {
      const job = await inTime(open(lane).getJob(submissionId))
      if (!job) return false
      const state = await inTime(job.getState())
      return state === 'waiting' || state === 'active' || state === 'delayed' || state === 'paused'
    },
    discard: async (submissionId, lane) => {
      await inTime(open(lane).client.del(open(lane).toKey(submissionId)))
    },
    cancel: async (submissionId, lane) => {
      const job = await inTime(open(lane).getJob(submissionId))
      // The runner that has it hears of it on the channel; of one that nobody has, nobody is told.
      if (job && (await takeBack(submissionId, lane))) return
      const message: JudgeCancel = { submissionId, queuedAt: job?.data.queuedAt ?? null }
      await inTime(open(lane).client.publish(judgeCancelChannel, JSON.stringify(message)))
    },
    takeBack,
    countWaiting: async (lane) => inTime(open(lane).getWaitingCount()),
    takesJobs: () =>
      inTime(open('live').client.set(judgeAliveKey, new Date().toISOString(), 'EX', 10)).then(
        () => true,
        () => false,
      ),
    close: async () => {
      await Promise.all([...lanes.values()].map(async (lane) => lane.close()))
    },
  }
}

const queueNames = Object.fromEntries([
  ['live', judgeQueueName],
  ['bulk', bulkQueueName],
  ...speedSteps.flatMap((step) => [
    [laneOf('live', step), stepQueueName(step)],
    [laneOf('bulk', step), stepBulkQueueName(step)],
  ]),
]) as Record<Lane, string>

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
