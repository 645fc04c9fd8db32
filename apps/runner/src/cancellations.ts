import { judgeCancelChannel, judgeCancelSchema, type JudgeCancel, type JudgeJob } from '@eduscale/contracts/judge'
import { listenJson } from '@eduscale/platform/listen-json'
import type { Logger } from '@eduscale/platform/logger'
import type { Redis } from '@eduscale/platform/redis'

/**
 * How long what isn't at hand is remembered: a job and its cancellation come over two connections, and may cross. All runners hear of
 * all cancellations, so most of these are jobs of others.
 */
const rememberedMs = 10_000
const maxRemembered = 1_000

type Named = Pick<JudgeJob, 'submissionId' | 'queuedAt'>

interface Running extends Named {
  controller: AbortController
}

/** Which of the jobs at hand their authors have withdrawn. */
export class Cancellations {
  #running = new Set<Running>()
  /** When they were heard of, oldest first. By job and not by submission: that may be queued again, and is to be judged then. */
  #heard = new Map<string, number>()
  #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** `redis` is subscribed here, and can be used for nothing else. */
  listen(redis: Redis, log: Pick<Logger, 'warn'>): void {
    listenJson({
      sub: redis,
      channel: judgeCancelChannel,
      schema: judgeCancelSchema,
      log,
      handle: (message) => this.#cancel(message),
    })
  }

  get remembered(): number {
    return this.#heard.size
  }

  /** Runs with a signal that aborts when the job is cancelled; null when it was. */
  async run<Result>(job: Named, use: (signal: AbortSignal) => Promise<Result>): Promise<Result | null> {
    const controller = new AbortController()
    this.#forget()
    if (this.#heard.delete(keyOf(job))) return null
    const running = { submissionId: job.submissionId, queuedAt: job.queuedAt, controller }
    this.#running.add(running)
    try {
      return await use(controller.signal)
    } catch (error) {
      if (controller.signal.aborted) return null
      throw error
    } finally {
      this.#running.delete(running)
    }
  }

  #cancel({ submissionId, queuedAt }: JudgeCancel): void {
    // A message of an earlier job of the same id may come late; the later one is to be judged.
    const meant = [...this.#running].filter(
      (job) => job.submissionId === submissionId && (queuedAt ?? job.queuedAt) === job.queuedAt,
    )
    for (const { controller } of meant) controller.abort()
    if (meant.length === 0 && queuedAt !== null) this.#heard.set(keyOf({ submissionId, queuedAt }), this.#now())
    this.#forget()
  }

  #forget(): void {
    const tooOld = this.#now() - rememberedMs
    for (const [key, at] of this.#heard) {
      if (at > tooOld && this.#heard.size <= maxRemembered) return
      this.#heard.delete(key)
    }
  }
}

function keyOf({ submissionId, queuedAt }: Named): string {
  return `${submissionId} ${queuedAt}`
}
