import type { JudgeResult } from '@eduscale/contracts/judge'
import { Prisma } from '@eduscale/db'
import { tryEach } from '@eduscale/platform/try-each'
import type { AppContext } from '../../app-context'
import { applyVerdict } from './apply-verdict'
import { feedRunnersSoon } from './feed-runners'
import { isLeftByItsStep, stepSchema } from './battle-step.queries'
import { afterWait, countedRequeue, graceMs, internalError, maxRequeues } from './requeue-policy'

const isOpen = Prisma.sql`verdict IS NULL AND fed_at < clock_timestamp() - ${graceMs}::int * interval '1 millisecond'`
export const submissionsAreOpen = Prisma.sql`EXISTS (SELECT FROM submission WHERE ${isOpen})`

interface Open {
  id: string
  kind: JudgeResult['origin']['kind']
  userId: string
  battleId: string | null
  requeues: number
  fedStep: number | null
  isLeft: boolean
}

/**
 * Queues again whatever has neither a verdict nor a live job: a flushed Redis, a crash between commit and queueing, a runner that
 * died for good. One whose job is gone again and again ends as an internal error. Safe on several nodes at once, since the job id is
 * the submission's.
 * What waits for runners of a step of which none is left is taken back, and goes to others.
 */
export async function requeueLost(app: AppContext): Promise<void> {
  const open = await app.db.sql<Open>`
    SELECT id, kind, user_id AS "userId", battle_id AS "battleId", requeues, fed_step AS "fedStep",
      ${isLeftByItsStep} AS "isLeft"
    FROM submission WHERE ${isOpen} ORDER BY fed_at LIMIT 200`
  await tryEach(
    open,
    ({ id }) => id,
    (lost) => requeue(app, lost),
  )
}

async function requeue(app: AppContext, { id, requeues, fedStep, isLeft, ...origin }: Open): Promise<void> {
  const lane = stepSchema.parse(fedStep) ?? 'live'
  if (isLeft ? !(await app.judgeQueue.takeBack(id, lane)) : await app.judgeQueue.isLive(id, lane)) return
  // Counted first of all: what can't be given up or queued counts as well. By one node alone, which may then remove what is left.
  const claimed = await app.db.$executeRaw`
    UPDATE submission SET fed_at = clock_timestamp(), requeues = ${countedRequeue} WHERE id = ${id}::uuid AND ${isOpen}`
  if (claimed === 0) return
  await app.judgeQueue.discard(id, lane)
  if (requeues >= maxRequeues) {
    const result = internalError({ submissionId: id, origin }, `its job was gone ${requeues} times without a result`)
    return applyVerdict(app, result, { isFinal: true })
  }
  app.metrics.requeued.inc()
  // Back to where others wait, later and later: it takes nobody's place with the runners.
  await app.db.$executeRaw`
    UPDATE submission SET fed_at = NULL, queued_at = ${afterWait(requeues)} WHERE id = ${id}::uuid AND verdict IS NULL`
  feedRunnersSoon(app)
}
