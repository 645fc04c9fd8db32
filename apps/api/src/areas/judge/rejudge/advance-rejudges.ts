import { rejudgeFilterSchema } from '@eduscale/contracts/rejudge'
import { Prisma } from '@eduscale/db'
import { tryEach } from '@eduscale/platform/try-each'
import type { AppContext } from '../../../app-context'
import { laneOf } from '../../../queues/judge-queue'
import { listSteps } from '../judging/battle-step.queries'
import { applyPortion, revertPortion } from './apply-rejudge'
import { enqueueItem } from './enqueue-item'
import { collectItems } from './rejudge.queries'

/** The queue is given more when fewer than this wait in each lane, on average, so that Redis never holds a whole rejudge. */
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
  if (await isFull(app)) return
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

async function isFull(app: AppContext): Promise<boolean> {
  const lanes = [null, ...(await listSteps(app.db))].map((step) => laneOf('bulk', step))
  const waiting = await Promise.all(lanes.map(async (lane) => app.judgeQueue.countWaiting(lane)))
  return waiting.reduce((sum, count) => sum + count, 0) >= lowWater * lanes.length
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
