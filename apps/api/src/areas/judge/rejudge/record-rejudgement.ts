import type { JudgeResult } from '@eduscale/contracts/judge'
import type { AppContext } from '../../../app/app-context'
import { toStoredResult } from '../judging/present-submission'
import { maxAttempts } from '../judging/requeue-policy'
import { countItemAttempt, storeRejudgement } from './rejudge-item.queries'

/**
 * Notes what a submission's judging gave this time, beside the submission; the first result of an item stays. As for submissions, an
 * internal error is ours and tried again, unless this is known to be the end of it.
 */
export async function recordRejudgement(app: AppContext, result: JudgeResult, { isFinal = false } = {}): Promise<void> {
  const id = result.submissionId
  if (result.verdict === 'IE') {
    app.log.error({ itemId: id, error: result.error, runnerId: result.runnerId }, 'a runner failed to judge')
    if (!isFinal && (await countItemAttempt(app.db, id, maxAttempts))) return
  }
  const isFirst = await storeRejudgement(app.db, id, {
    verdict: result.verdict,
    score: result.score,
    result: result.verdict === 'IE' ? null : toStoredResult(result),
  })
  if (!isFirst) app.metrics.resultsDropped.inc()
}
