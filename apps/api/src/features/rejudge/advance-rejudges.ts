import { rejudgeFilterSchema } from '@eduscale/contracts/rejudge'
import { Prisma } from '@eduscale/db'
import { tryEach } from '@eduscale/platform/try-each'
import type { AppContext } from '../../app-context'
import { jobColumns, judgeJobOf, readProgram } from '../judging/enqueue-submission'
import { countedRequeue, internalError, isOverdue, maxRequeues } from '../judging/requeue-policy'
import { applyPortion, revertPortion } from './apply-rejudge'
import { recordRejudgement } from './record-rejudgement'
import { collectItems } from './rejudge.queries'

/** The queue is given more when fewer than this wait, so that Redis never holds a whole rejudge. */
const lowWater = 50
const portion = 100
/** A set that is applied gives the others a turn after so many. */
const portionsPerTurn = 20

export const setsAdvance = Prisma.sql`
  EXISTS (SELECT FROM rejudge_set WHERE state IN ('collecting', 'judging', 'applying', 'reverting'))`

/** One step for each set that isn't at rest; what a crash leaves half done, the next step finishes. Run by the worker role. */
export async function advanceRejudges(app: AppContext): Promise<void> {
  const sets = await app.db.rejudgeSet.findMany({
    where: { state: { in: ['collecting', 'judging', 'applying', 'reverting'] }, id: { notIn: app.tries.rejudges.resting() } },
    orderBy: { createdAt: 'asc' },
    take: 20,
  })
  await app.tries.rejudges.each(
    sets,
    ({ id }) => id,
    async ({ id, state, filter }) => {
      if (state === 'collecting') await collectItems(app.db, { setId: id, filter: rejudgeFilterSchema.parse(filter) })
      else if (state === 'judging') await feed(app, id)
      else if (state === 'applying') await repeat(app, { id, from: 'applying', to: 'applied', step: applyPortion })
      else await repeat(app, { id, from: 'reverting', to: 'ready', step: revertPortion })
    },
  )
}

async function feed(app: AppContext, setId: string): Promise<void> {
  const unjudged = await app.db.rejudgeItem.findFirst({ where: { setId, newVerdict: null }, select: { id: true } })
  if (!unjudged) {
    await app.db.rejudgeSet.updateMany({ where: { id: setId, state: 'judging' }, data: { state: 'ready' } })
    return
  }
  if ((await app.judgeQueue.countWaiting('bulk')) >= lowWater) return
  const items = await app.db.$queryRaw<{ id: string }[]>`
    UPDATE rejudge_item SET queued_at = clock_timestamp() WHERE id IN (
      SELECT id FROM rejudge_item WHERE set_id = ${setId}::uuid AND new_verdict IS NULL AND queued_at IS NULL
      LIMIT ${portion}::int FOR UPDATE SKIP LOCKED)
    RETURNING id`
  await tryEach(
    items,
    ({ id }) => id,
    ({ id }) => enqueueItem(app, id),
  )
}

const openItems = Prisma.sql`
  FROM rejudge_item i JOIN rejudge_set r ON r.id = i.set_id AND r.state = 'judging'
  JOIN submission s ON s.id = i.submission_id
  WHERE i.new_verdict IS NULL AND ${isOverdue(Prisma.sql`i.queued_at`, Prisma.sql`i.requeues`)}`
export const itemsAreOpen = Prisma.sql`EXISTS (SELECT ${openItems})`

interface Open {
  id: string
  userId: string
  battleId: string | null
  requeues: number
}

/**
 * Queues again the items whose jobs are gone: a flushed Redis, a crash before queueing. One whose job is gone again and again ends as
 * an internal error, as submissions do.
 */
export async function requeueLostItems(app: AppContext): Promise<void> {
  const open = await app.db.$queryRaw<Open[]>`
    SELECT i.id, s.user_id AS "userId", s.battle_id AS "battleId", i.requeues ${openItems}
    ORDER BY i.queued_at LIMIT 200`
  await tryEach(
    open,
    ({ id }) => id,
    (lost) => requeueItem(app, lost),
  )
}

async function requeueItem(app: AppContext, { id, requeues, ...owner }: Open): Promise<void> {
  if (await app.judgeQueue.isLive(id, 'bulk')) return
  await app.judgeQueue.discard(id, 'bulk')
  await app.db.$executeRaw`
    UPDATE rejudge_item SET queued_at = clock_timestamp(), requeues = ${countedRequeue} WHERE id = ${id}::uuid`
  if (requeues >= maxRequeues) {
    const origin = { kind: 'rejudge', ...owner } as const
    const result = internalError({ submissionId: id, origin }, `its job was gone ${requeues} times without a result`)
    return recordRejudgement(app, result, { isFinal: true })
  }
  app.metrics.requeued.inc()
  await enqueueItem(app, id)
}

async function enqueueItem(app: AppContext, id: string): Promise<void> {
  const item = await app.db.rejudgeItem.findUnique({
    where: { id },
    select: { newVerdict: true, submission: { select: jobColumns } },
  })
  if (!item || item.newVerdict !== null) return
  const { submission } = item
  try {
    const job = {
      ...judgeJobOf(readProgram(submission)),
      submissionId: id,
      origin: { kind: 'rejudge', userId: submission.userId, battleId: submission.battleId } as const,
      tests: { from: 'set', hash: submission.problem.testSetHash, only: 'all' } as const,
      stopAtFirst: true,
    }
    await app.judgeQueue.add(job, 'bulk')
  } catch (err) {
    app.log.warn({ err, itemId: id }, 'could not queue a rejudgement; it is queued again from the database')
  }
}

async function repeat(
  app: AppContext,
  { id, from, to, step }: { id: string; from: string; to: string; step: typeof applyPortion },
): Promise<void> {
  for (let turn = 0; turn < portionsPerTurn; turn += 1) {
    if ((await step(app.db, id)) > 0) continue
    await app.db.rejudgeSet.updateMany({ where: { id, state: from }, data: { state: to } })
    return
  }
}
