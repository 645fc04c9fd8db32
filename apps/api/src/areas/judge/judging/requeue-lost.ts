import type { JudgeResult } from '@eduscale/contracts/judge'
import { Prisma, type Db } from '@eduscale/db'
import { tryEach } from '@eduscale/platform/try-each'
import type { AppContext } from '../../../app-context'
import { internalError } from '../../../queues/internal-error'
import { laneOf } from '../../../queues/judge-queue'
import { applyVerdict } from './apply-verdict'
import { feedRunnersSoon } from './feed-runners'
import { isLeftByItsStep, stepSchema } from './battle-step.queries'
import { afterWait, countedRequeue, graceMs, maxRequeues } from './requeue-policy'
import { takeRounds, type Place } from './take-rounds'

const isOpen = Prisma.sql`verdict IS NULL AND fed_at < clock_timestamp() - ${graceMs}::int * interval '1 millisecond'`
export const submissionsAreOpen = Prisma.sql`EXISTS (SELECT FROM submission WHERE ${isOpen})`

interface Open {
  id: string
  at: Date
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
export function createRequeuer(app: AppContext): () => Promise<void> {
  const nextOpen = takeRounds((after, most) => listOpen(app.db, after, most))
  return async () =>
    tryEach(
      await nextOpen(),
      ({ id }) => id,
      (lost) => requeue(app, lost),
    )
}

const isLeft = isLeftByItsStep({ fedStep: Prisma.sql`submission.fed_step`, submissionId: Prisma.sql`submission.id` })

async function listOpen(db: Db, after: Place, most: number): Promise<Open[]> {
  return db.sql<Open>`
    SELECT id, fed_at AS at, kind, user_id AS "userId", battle_id AS "battleId", requeues, fed_step AS "fedStep", ${isLeft} AS "isLeft"
    FROM submission WHERE ${isOpen} AND (fed_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)
    ORDER BY fed_at, id LIMIT ${most}::int`
}

async function requeue(app: AppContext, lost: Open): Promise<void> {
  const { id, requeues, kind, userId, battleId } = lost
  const lane = laneOf('live', stepSchema.parse(lost.fedStep))
  if (lost.isLeft ? !(await app.judgeQueue.takeBack(id, lane)) : await app.judgeQueue.isLive(id, lane)) return
  // Counted first of all: what can't be given up or queued counts as well. By one node alone, which may then remove what is left.
  const claimed = await app.db.$executeRaw`
    UPDATE submission SET fed_at = clock_timestamp(), requeues = ${countedRequeue} WHERE id = ${id}::uuid AND ${isOpen}`
  if (claimed === 0) return
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
  await app.db.$executeRaw`
    UPDATE submission SET fed_at = NULL, queued_at = ${afterWait(requeues)} WHERE id = ${id}::uuid AND verdict IS NULL`
  feedRunnersSoon(app)
}
