import { rejudgeFilterSchema, type RejudgeState } from '@eduscale/contracts/rejudge'
import { tryEach } from '@eduscale/platform/try-each'
import type { AppContext } from '../../../app/app-context'
import { laneOf } from '../../../queues/judge-queue'
import { listSteps } from '../judging/battle-step.queries'
import { applyPortion, revertPortion } from './apply-rejudge.queries'
import { enqueueItem } from './enqueue-item'
import { hasUnjudged, takePortion } from './rejudge-item.queries'
import { collectItems, listAdvancing, moveOn } from './rejudge.queries'

/** The queue is given more when fewer than this wait in each lane, on average, so that Redis never holds a whole rejudge. */
const lowWater = 50
/** A set that is applied gives the others a turn after so many. */
const portionsPerTurn = 20

/** One step for each set that isn't at rest; what a crash leaves half done, the next step finishes. Run by the worker role. */
export async function advanceRejudges(app: AppContext): Promise<void> {
  const sets = await listAdvancing(app.db, app.tries.rejudges.resting())
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
  if (!(await hasUnjudged(app.db, setId))) return moveOn(app.db, { setId, from: 'judging', to: 'ready' })
  if (await isFull(app)) return
  const items = await takePortion(app.db, setId)
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
  { id, from, to, step }: { id: string; from: RejudgeState; to: RejudgeState; step: typeof applyPortion },
): Promise<void> {
  for (let turn = 0; turn < portionsPerTurn; turn += 1) {
    if ((await step(app.db, id)) > 0) continue
    return moveOn(app.db, { setId: id, from, to })
  }
}
