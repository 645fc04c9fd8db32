import type { JudgeResult } from '@eduscale/contracts/judge'
import { Prisma, type Db } from '@eduscale/db'
import { isLeftByItsStep } from './battle-step.queries'
import { graceMs, longestWaitMs, maxRequeues } from './requeue-policy'
import type { Place } from './take-rounds'

/** Of the columns `queued_at` and `requeues`: whether it is time to look for the job of a rejudge's item. */
export function isOverdue(queuedAt: Prisma.Sql, requeues: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`${queuedAt} < clock_timestamp()
    - least(${longestWaitMs}::int, ${graceMs}::int * power(2, least(${requeues}, ${maxRequeues}::int))) * interval '1 millisecond'`
}

/** From when on a job that was gone so often before is queued again: at once the first time. */
function afterWait(requeues: number): Prisma.Sql {
  const waitMs = requeues === 0 ? 0 : Math.min(longestWaitMs, graceMs * 2 ** Math.min(requeues, maxRequeues))
  return Prisma.sql`clock_timestamp() + ${waitMs}::int * interval '1 millisecond'`
}

/** What `requeues` becomes: nothing is counted while nothing can be judged. */
export const countedRequeue = Prisma.sql`requeues + (SELECT (e.state = 'judging')::int FROM execution_state e WHERE e.id = 1)`

const isOpen = Prisma.sql`verdict IS NULL AND fed_at < clock_timestamp() - ${graceMs}::int * interval '1 millisecond'`
export const submissionsAreOpen = Prisma.sql`EXISTS (SELECT FROM submission WHERE ${isOpen})`

export interface OpenSubmission {
  id: string
  at: Date
  kind: JudgeResult['origin']['kind']
  userId: string
  battleId: string | null
  requeues: number
  fedStep: number | null
  isLeft: boolean
}

const isLeft = isLeftByItsStep({ fedStep: Prisma.sql`submission.fed_step`, submissionId: Prisma.sql`submission.id` })

export async function listOpen(db: Db, after: Place, most: number): Promise<OpenSubmission[]> {
  return db.sql<OpenSubmission>`
    SELECT id, fed_at AS at, kind, user_id AS "userId", battle_id AS "battleId", requeues, fed_step AS "fedStep", ${isLeft} AS "isLeft"
    FROM submission WHERE ${isOpen} AND (fed_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)
    ORDER BY fed_at, id LIMIT ${most}::int`
}

/** By one node alone. */
export async function claimLost(db: Db, id: string): Promise<boolean> {
  const claimed = await db.$executeRaw`
    UPDATE submission SET fed_at = clock_timestamp(), requeues = ${countedRequeue} WHERE id = ${id}::uuid AND ${isOpen}`
  return claimed > 0
}

/** To where others wait. */
export async function putBack(db: Db, id: string, requeues: number): Promise<void> {
  await db.$executeRaw`
    UPDATE submission SET fed_at = NULL, queued_at = ${afterWait(requeues)} WHERE id = ${id}::uuid AND verdict IS NULL`
}
