import { tryEach } from '@eduscale/platform/try-each'
import type { AppContext } from '../../../app/app-context'
import { internalError } from '../../../queues/internal-error'
import { laneOf } from '../../../queues/judge-queue'
import { applyVerdict } from './apply-verdict'
import { feedRunnersSoon } from './feed-runners'
import { stepSchema } from './battle-step.queries'
import { maxRequeues } from './requeue-policy'
import { claimLost, listOpen, type OpenSubmission, putBack } from './requeue.queries'
import { takeRounds } from './take-rounds'

/**
 * Queues again whatever has neither a verdict nor a live job: a flushed Redis, a crash between commit and queueing, a runner that
 * died for good. One whose job is gone again and again ends as an internal error. Safe on several nodes at once, since the job id is
 * the submission's.
 * What waits for runners of a step of which none is left is taken back, and goes to others.
 */
export function createRequeuer(app: AppContext): () => Promise<void> {
  const nextOpen = takeRounds((after, most) => listOpen(app.db, after, most))
  return async () =>
    tryEach(
      await nextOpen(),
      ({ id }) => id,
      (lost) => requeue(app, lost),
    )
}

async function requeue(app: AppContext, lost: OpenSubmission): Promise<void> {
  const { id, requeues, kind, userId, battleId } = lost
  const lane = laneOf('live', stepSchema.parse(lost.fedStep))
  if (lost.isLeft ? !(await app.judgeQueue.takeBack(id, lane)) : await app.judgeQueue.isLive(id, lane)) return
  // Counted first of all: what can't be given up or queued counts as well. By one node alone, which may then remove what is left.
  if (!(await claimLost(app.db, id))) return
  await app.judgeQueue.discard(id, lane)
  if (requeues >= maxRequeues) {
    const result = internalError(
      { submissionId: id, origin: { kind, userId, battleId } },
      `its job was gone ${requeues} times without a result`,
    )
    return applyVerdict(app, result, { isFinal: true })
  }
  app.metrics.requeued.inc()
  // Back to where others wait, later and later: it takes nobody's place with the runners.
  await putBack(app.db, id, requeues)
  feedRunnersSoon(app)
}
