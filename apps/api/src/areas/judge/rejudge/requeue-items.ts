import { tryEach } from '@eduscale/platform/try-each'
import type { AppContext } from '../../../app/app-context'
import { internalError } from '../../../queues/internal-error'
import { laneOf } from '../../../queues/judge-queue'
import { stepSchema } from '../judging/battle-step.queries'
import { maxRequeues } from '../judging/requeue-policy'
import { takeRounds } from '../judging/take-rounds'
import { enqueueItem } from './enqueue-item'
import { recordRejudgement } from './record-rejudgement'
import { claimItem, listOpenItems, type OpenItem } from './rejudge-item.queries'

/**
 * Queues again the items whose jobs are gone: a flushed Redis, a crash before queueing. One whose job is gone again and again ends as
 * an internal error, as submissions do. What waits for runners of a step of which none is left goes to others.
 */
export function createItemRequeuer(app: AppContext): () => Promise<void> {
  const nextOpen = takeRounds((after, most) => listOpenItems(app.db, after, most))
  return async () =>
    tryEach(
      await nextOpen(),
      ({ id }) => id,
      (lost) => requeueItem(app, lost),
    )
}

async function requeueItem(app: AppContext, lost: OpenItem): Promise<void> {
  const { id, requeues, userId, battleId } = lost
  const lane = laneOf('bulk', stepSchema.parse(lost.fedStep))
  if (lost.isLeft ? !(await app.judgeQueue.takeBack(id, lane)) : await app.judgeQueue.isLive(id, lane)) return
  if (!(await claimItem(app.db, id))) return
  await app.judgeQueue.discard(id, lane)
  if (requeues >= maxRequeues) {
    const origin = { kind: 'rejudge', userId, battleId } as const
    const result = internalError({ submissionId: id, origin }, `its job was gone ${requeues} times without a result`)
    return recordRejudgement(app, result, { isFinal: true })
  }
  app.metrics.requeued.inc()
  await enqueueItem(app, id)
}
