import type { JudgeResult } from '@eduscale/contracts/judge'
import { Prisma } from '@eduscale/db'
import type { AppContext } from '../../../app-context'
import { toStoredResult } from '../judging/present-submission'
import { maxAttempts } from '../judging/requeue-policy'

/**
 * Notes what a submission's judging gave this time, beside the submission; the first result of an item stays. As for submissions, an
 * internal error is ours and tried again, unless this is known to be the end of it.
 */
export async function recordRejudgement(app: AppContext, result: JudgeResult, { isFinal = false } = {}): Promise<void> {
  const id = result.submissionId
  if (result.verdict === 'IE') {
    app.log.error({ itemId: id, error: result.error, runnerId: result.runnerId }, 'a runner failed to judge')
    if (!isFinal && (await tryAgain(app, id))) return
  }
  const { count } = await app.db.rejudgeItem.updateMany({
    where: { id, newVerdict: null },
    data: {
      newVerdict: result.verdict,
      newScore: result.score,
      newResult: result.verdict === 'IE' ? Prisma.DbNull : toStoredResult(result),
    },
  })
  if (count === 0) app.metrics.resultsDropped.inc()
}

/** False when it was tried often enough. */
async function tryAgain(app: AppContext, id: string): Promise<boolean> {
  // Not queued yet, for the feeder: its turn comes again.
  const { count } = await app.db.rejudgeItem.updateMany({
    where: { id, newVerdict: null, attempts: { lt: maxAttempts } },
    data: { attempts: { increment: 1 }, queuedAt: null },
  })
  return count > 0
}
