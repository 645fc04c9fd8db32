import type { JudgeResult } from '@eduscale/contracts/judge'
import { Prisma } from '@eduscale/db'
import { tryEach } from '@eduscale/platform/try-each'
import type { AppContext } from '../../app-context'
import { applyVerdict } from './apply-verdict'
import { enqueueSubmission } from './enqueue-submission'
import { countedRequeue, internalError, isOverdue, maxRequeues } from './requeue-policy'

const isOpen = Prisma.sql`verdict IS NULL AND ${isOverdue(Prisma.sql`queued_at`, Prisma.sql`requeues`)}`
export const submissionsAreOpen = Prisma.sql`EXISTS (SELECT FROM submission WHERE ${isOpen})`

interface Open {
  id: string
  kind: JudgeResult['origin']['kind']
  userId: string
  battleId: string | null
  requeues: number
}

/**
 * Queues again whatever has neither a verdict nor a live job: a flushed Redis, a crash between commit and queueing, a runner that
 * died for good. One whose job is gone again and again ends as an internal error. Safe on several nodes at once, since the job id is
 * the submission's.
 */
export async function requeueLost(app: AppContext): Promise<void> {
  const open = await app.db.sql<Open>`
    SELECT id, kind, user_id AS "userId", battle_id AS "battleId", requeues
    FROM submission WHERE ${isOpen} ORDER BY queued_at LIMIT 200`
  await tryEach(
    open,
    ({ id }) => id,
    (lost) => requeue(app, lost),
  )
}

async function requeue(app: AppContext, { id, requeues, ...origin }: Open): Promise<void> {
  if (await app.judgeQueue.isLive(id, 'live')) return
  await app.judgeQueue.discard(id, 'live')
  // First of all: what can't be queued or given up counts as well, and lets the others have their turn.
  await app.db.$executeRaw`
    UPDATE submission SET queued_at = clock_timestamp(), requeues = ${countedRequeue} WHERE id = ${id}::uuid`
  if (requeues >= maxRequeues) {
    const result = internalError({ submissionId: id, origin }, `its job was gone ${requeues} times without a result`)
    return applyVerdict(app, result, { isFinal: true })
  }
  app.metrics.requeued.inc()
  await enqueueSubmission(app, id)
}
