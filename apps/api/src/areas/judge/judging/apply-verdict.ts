import type { JudgeResult } from '@eduscale/contracts/judge'
import { problemSchema } from '@eduscale/contracts/problem'
import { pointsOf } from '@eduscale/rules/standings'
import type { AppContext } from '../../../app/app-context'
import { feedRunners, feedRunnersSoon } from './feed-runners'
import { presentSubmission, toStoredResult } from './present-submission'
import { maxAttempts } from './requeue-policy'
import { countAttempt, findToJudge, getSubmission, storeVerdict } from './verdict.queries'

/**
 * Stores a result; the first verdict of a submission stays, whatever arrives later or twice. In a battle the verdict and its
 * event are one transition, so the log and the submission can't disagree. An internal error is ours: the submission is judged again,
 * `maxAttempts` times in all, unless this is known to be the end of it.
 */
export async function applyVerdict(app: AppContext, result: JudgeResult, { isFinal = false } = {}): Promise<void> {
  const submission = await findToJudge(app.db, result.submissionId)
  if (!submission || submission.verdict !== null) return app.metrics.resultsDropped.inc()
  if (result.verdict === 'IE') {
    app.log.error(
      { submissionId: result.submissionId, error: result.error, runnerId: result.runnerId },
      'a runner failed to judge',
    )
    if (!isFinal && submission.attempts < maxAttempts) return judgeAgain(app, result.submissionId)
  }
  const { verdict, score } = result
  const points = pointsOf({ verdict, score, max: problemSchema.shape.points.parse(submission.problem.points)?.max ?? null })
  const judged = { submissionId: result.submissionId, verdict, score, points, result: toStoredResult(result) }
  const passed = result.tests.filter((test) => test.verdict === 'AC').length
  const isStored =
    submission.kind === 'battle' &&
    submission.battleId !== null &&
    (await app.hooks.storeBattleVerdict(submission.battleId, { ...judged, passed, total: result.total }))
  // Outside of battles, and for those that ended without waiting for this verdict.
  if (!isStored) {
    const isFirst = await storeVerdict(app.db, { ...judged, points: submission.kind === 'battle' ? points : null })
    // Withdrawn, or judged by another runner, since it was looked up.
    if (!isFirst) return app.metrics.resultsDropped.inc()
  }
  feedRunnersSoon(app)
  await tellAuthor(app, result.submissionId)
}

async function judgeAgain(app: AppContext, submissionId: string): Promise<void> {
  // It gives its place up, and its turn comes again.
  await countAttempt(app.db, submissionId)
  await feedRunners(app)
}

async function tellAuthor(app: AppContext, submissionId: string): Promise<void> {
  const row = await getSubmission(app.db, submissionId)
  const submission = presentSubmission(row)
  if (row.judgedAt) {
    app.metrics.submitToVerdict.observe({ kind: row.kind }, (row.judgedAt.getTime() - row.recvAt.getTime()) / 1_000)
  }
  app.publisher.run(row.userId, { kind: 'done', submission })
}
