import { Prisma } from '@eduscale/db'

/** Results that are no verdict: an internal error, or one that can't be stored. After so many, that is the verdict. */
export const maxAttempts = 3

/** Longer than any gap between storing a submission and its job showing up in Redis. */
export const graceMs = 5_000
const longestWaitMs = 300_000

/**
 * A job that was gone without any result so often is given up. That takes half an hour and more, since the waits grow: a flushed
 * Redis, or runners that come and go, cost nobody their verdict.
 */
export const maxRequeues = 12

/** Of the columns `queued_at` and `requeues`: whether it is time to look for the job of a rejudge's item. */
export function isOverdue(queuedAt: Prisma.Sql, requeues: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`${queuedAt} < clock_timestamp()
    - least(${longestWaitMs}::int, ${graceMs}::int * power(2, least(${requeues}, ${maxRequeues}::int))) * interval '1 millisecond'`
}

/** From when on a job that was gone so often before is queued again: at once the first time. */
export function afterWait(requeues: number): Prisma.Sql {
  const waitMs = requeues === 0 ? 0 : Math.min(longestWaitMs, graceMs * 2 ** Math.min(requeues, maxRequeues))
  return Prisma.sql`clock_timestamp() + ${waitMs}::int * interval '1 millisecond'`
}

/** What `requeues` becomes: nothing is counted while nothing can be judged. */
export const countedRequeue = Prisma.sql`requeues + (SELECT (e.state = 'judging')::int FROM execution_state e WHERE e.id = 1)`
