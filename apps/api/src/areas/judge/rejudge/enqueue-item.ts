import type { AppContext } from '../../../app/app-context'
import { laneOf } from '../../../queues/judge-queue'
import { chooseStepOfItem } from '../judging/battle-step.queries'
import { judgeJobOf, readProgram } from '../judging/enqueue-submission'
import { findUnjudgedItem } from './rejudge-item.queries'

/** Queues a submission to be judged once more, unless that has been done. That Redis is away is no reason to fail: requeueing finds it. */
export async function enqueueItem(app: AppContext, id: string): Promise<void> {
  const item = await findUnjudgedItem(app.db, id)
  if (!item) return
  const { submission } = item
  try {
    const job = {
      ...judgeJobOf(readProgram(submission)),
      submissionId: id,
      origin: { kind: 'rejudge', userId: submission.userId, battleId: submission.battleId } as const,
      tests: { from: 'set', hash: submission.problem.testSetHash, only: 'all' } as const,
      stopAtFirst: true,
    }
    const { step, wanted } = await chooseStepOfItem(app.db, id)
    if (step !== wanted)
      app.log.info({ itemId: id, wanted }, 'no runner of its battle’s speed step is here; any other rejudges it')
    await app.judgeQueue.add(job, laneOf('bulk', step))
  } catch (err) {
    app.log.warn({ err, itemId: id }, 'could not queue a rejudgement; it is queued again from the database')
  }
}
