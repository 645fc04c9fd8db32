import type { Submission } from '@eduscale/contracts/submission'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app/app-context'
import { laneOf } from '../../../queues/judge-queue'
import { stepSchema } from './battle-step.queries'
import { feedRunnersSoon } from './feed-runners'
import { presentSubmission } from './present-submission'
import { getSubmission, storeWithdrawal } from './verdict.queries'

interface Withdrawable {
  id: string
  userId: string
  kind: string
  fedStep: number | null
}

/**
 * Withdraws a run or practice submission for its author. Whichever is stored first stays, the withdrawal or a verdict: so the answer may be
 * a submission that was judged after all, and a result that comes later is dropped.
 */
export async function cancelSubmission(app: AppContext, submission: Withdrawable): Promise<Submission> {
  const { id, userId } = submission
  if (submission.kind === 'battle') throw new AppError('wrong-state', 'A submission in a battle counts; it can’t be cancelled.')
  const isWithdrawn = await storeWithdrawal(app.db, id)
  if (isWithdrawn) {
    app.metrics.cancelled.inc()
    // After the commit, so that a requeue in between finds nothing to queue. Without Redis the runner judges in vain, no more.
    await app.judgeQueue
      .cancel(id, laneOf('live', stepSchema.parse(submission.fedStep)))
      .catch((err: unknown) => app.log.warn({ err, id }, 'a cancelled job stays with its runner'))
  }
  if (isWithdrawn) feedRunnersSoon(app)
  const presented = presentSubmission(await getSubmission(app.db, id))
  if (isWithdrawn) app.publisher.run(userId, { kind: 'done', submission: presented })
  return presented
}
