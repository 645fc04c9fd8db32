import { judgeResultSchema, verdictQueueName, type JudgeResult } from '@eduscale/contracts/judge'
import { isDataError } from '@eduscale/db/is-data-error'
import type { Logger } from '@eduscale/platform/logger'
import { keepUnnamed, queueRedis } from '@eduscale/platform/redis'
import Bull from 'bull'
import { ZodError } from 'zod'
import { internalError } from './internal-error'

/** Enough of a result to say whose it is. */
const whoseSchema = judgeResultSchema.pick({ submissionId: true, origin: true })

/**
 * Takes results from the runners. `apply` must be idempotent: a stalled job runs twice. A result that can't be applied for a reason of
 * its own is applied as an internal error instead, so that it counts as one of the submission's attempts; so is one that still fails at
 * its last try, while internal errors can be applied. What fails because the database is away is tried again, and counts as nothing.
 */
export function processVerdicts(options: { redisUrl: string; log: Logger; apply: (result: JudgeResult) => Promise<void> }) {
  const { log, apply } = options
  const queue = new Bull<unknown>(verdictQueueName, options.redisUrl, { redis: queueRedis })
  queue.on('error', () => {})
  keepUnnamed(queue)
  void queue.process(4, async (job) => {
    const parsed = judgeResultSchema.safeParse(job.data)
    // Throws where not even whose it is can be read. Then the submission is queued again when its job is found to be gone.
    if (!parsed.success)
      return apply(internalError(whoseSchema.parse(job.data), `its result can't be read: ${parsed.error.message}`))
    try {
      await apply(parsed.data)
    } catch (error) {
      const isLastTry = job.attemptsMade + 1 >= (job.opts.attempts ?? 1)
      if (!isCertain(error) && !isLastTry) throw error
      log.error({ err: error, submissionId: parsed.data.submissionId }, 'a verdict could not be applied; it counts as an attempt')
      await apply(internalError(parsed.data, `its result can't be applied: ${String(error)}`))
    }
  })
  queue.on('failed', (job, err) => log.error({ err, jobId: job.id }, 'a verdict could not be applied'))
  return { close: () => queue.close() }
}

/** Whether the same result would fail in the same way once more. */
function isCertain(error: unknown): boolean {
  return error instanceof ZodError || error instanceof TypeError || error instanceof RangeError || isDataError(error)
}
