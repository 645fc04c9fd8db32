import { judgeResultSchema, verdictQueueName, type JudgeResult } from '@eduscale/contracts/judge'
import type { Logger } from '@eduscale/platform/logger'
import { keepUnnamed, queueRedis } from '@eduscale/platform/redis'
import Bull from 'bull'

/** Takes results from the runners. `apply` must be idempotent: a stalled job runs twice. */
export function processVerdicts(options: { redisUrl: string; log: Logger; apply: (result: JudgeResult) => Promise<void> }) {
  const queue = new Bull<unknown>(verdictQueueName, options.redisUrl, { redis: queueRedis })
  queue.on('error', () => {})
  keepUnnamed(queue)
  void queue.process(4, async (job) => options.apply(judgeResultSchema.parse(job.data)))
  queue.on('failed', (job, err) =>
    options.log.error({ err, jobId: job.id }, 'a verdict could not be applied; it is judged again'),
  )
  return { close: () => queue.close() }
}
