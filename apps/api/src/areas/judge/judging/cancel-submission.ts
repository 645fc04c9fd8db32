import type { Submission } from '@eduscale/contracts/submission'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app-context'
import { laneOf } from '../../../queues/judge-queue'
import { stepSchema } from './battle-step.queries'
import { feedRunnersSoon } from './feed-runners'
import { presentSubmission } from './present-submission'

/**
 * Withdraws one's own run or practice submission. Whichever is stored first stays, the withdrawal or a verdict: so the answer may be
 * a submission that was judged after all, and a result that comes later is dropped.
 */
export async function cancelSubmission(app: AppContext, { id, userId }: { id: string; userId: string }): Promise<Submission> {
  const submission = await app.db.submission.findUnique({ where: { id }, select: { userId: true, kind: true, fedStep: true } })
  if (!submission || submission.userId !== userId) throw new AppError('not-found', 'There is no such submission of yours.')
  if (submission.kind === 'battle') throw new AppError('wrong-state', 'A submission in a battle counts; it can’t be cancelled.')
  const { count } = await app.db.submission.updateMany({
    where: { id, verdict: null },
    data: { verdict: 'SKIPPED', guestAddress: null, judgedAt: new Date() },
  })
  if (count > 0) {
    app.metrics.cancelled.inc()
    // After the commit, so that a requeue in between finds nothing to queue. Without Redis the runner judges in vain, no more.
    await app.judgeQueue
      .cancel(id, laneOf('live', stepSchema.parse(submission.fedStep)))
      .catch((err: unknown) => app.log.warn({ err, id }, 'a cancelled job stays with its runner'))
  }
  if (count > 0) feedRunnersSoon(app)
  const presented = presentSubmission(await app.db.submission.findUniqueOrThrow({ where: { id } }))
  if (count > 0) app.publisher.run(userId, { kind: 'done', submission: presented })
  return presented
}
