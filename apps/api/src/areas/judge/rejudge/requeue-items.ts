import { Prisma, type Db } from '@eduscale/db'
import { tryEach } from '@eduscale/platform/try-each'
import type { AppContext } from '../../../app-context'
import { internalError } from '../../../queues/internal-error'
import { laneOf } from '../../../queues/judge-queue'
import { isLeftByItsStep, stepSchema } from '../judging/battle-step.queries'
import { countedRequeue, isOverdue, maxRequeues } from '../judging/requeue-policy'
import { takeRounds, type Place } from '../judging/take-rounds'
import { enqueueItem } from './enqueue-item'
import { recordRejudgement } from './record-rejudgement'

const isOpen = Prisma.sql`i.new_verdict IS NULL AND ${isOverdue(Prisma.sql`i.queued_at`, Prisma.sql`i.requeues`)}`
const openItems = Prisma.sql`
  FROM rejudge_item i JOIN rejudge_set r ON r.id = i.set_id AND r.state = 'judging'
  JOIN submission s ON s.id = i.submission_id
  WHERE ${isOpen}`
export const itemsAreOpen = Prisma.sql`EXISTS (SELECT ${openItems})`

interface Open {
  id: string
  at: Date
  userId: string
  battleId: string | null
  requeues: number
  fedStep: number | null
  isLeft: boolean
}

/**
 * Queues again the items whose jobs are gone: a flushed Redis, a crash before queueing. One whose job is gone again and again ends as
 * an internal error, as submissions do. What waits for runners of a step of which none is left goes to others.
 */
export function createItemRequeuer(app: AppContext): () => Promise<void> {
  const nextOpen = takeRounds((after, most) => listOpen(app.db, after, most))
  return async () =>
    tryEach(
      await nextOpen(),
      ({ id }) => id,
      (lost) => requeueItem(app, lost),
    )
}

const isLeft = isLeftByItsStep({ fedStep: Prisma.sql`i.fed_step`, submissionId: Prisma.sql`i.submission_id` })

async function listOpen(db: Db, after: Place, most: number): Promise<Open[]> {
  return db.sql<Open>`
    SELECT i.id, i.queued_at AS at, s.user_id AS "userId", s.battle_id AS "battleId", i.requeues, i.fed_step AS "fedStep",
      ${isLeft} AS "isLeft"
    ${openItems} AND (i.queued_at, i.id) > (${after.at}::timestamptz, ${after.id}::uuid)
    ORDER BY i.queued_at, i.id LIMIT ${most}::int`
}

async function requeueItem(app: AppContext, lost: Open): Promise<void> {
  const { id, requeues, userId, battleId } = lost
  const lane = laneOf('bulk', stepSchema.parse(lost.fedStep))
  if (lost.isLeft ? !(await app.judgeQueue.takeBack(id, lane)) : await app.judgeQueue.isLive(id, lane)) return
  // By one node alone, as for submissions.
  const claimed = await app.db.$executeRaw`
    UPDATE rejudge_item i SET queued_at = clock_timestamp(), requeues = ${countedRequeue} WHERE i.id = ${id}::uuid AND ${isOpen}`
  if (claimed === 0) return
  await app.judgeQueue.discard(id, lane)
  if (requeues >= maxRequeues) {
    const origin = { kind: 'rejudge', userId, battleId } as const
    const result = internalError({ submissionId: id, origin }, `its job was gone ${requeues} times without a result`)
    return recordRejudgement(app, result, { isFinal: true })
  }
  app.metrics.requeued.inc()
  await enqueueItem(app, id)
}
