import { Prisma } from '@eduscale/db'
import type { AppContext } from '../../app-context'
import { enqueueSubmission } from './enqueue-submission'

/** Longer than any gap between storing a submission and its job showing up in Redis. */
const graceMs = 5_000

const isOpen = Prisma.sql`verdict IS NULL AND queued_at < clock_timestamp() - ${graceMs}::int * interval '1 millisecond'`
export const submissionsAreOpen = Prisma.sql`EXISTS (SELECT FROM submission WHERE ${isOpen})`

/**
 * Queues again whatever has neither a verdict nor a live job: a flushed Redis, a crash between commit and queueing, a runner that
 * died for good. Safe on several nodes at once, since the job id is the submission's.
 */
export async function requeueLost(app: AppContext): Promise<void> {
  const open = await app.db.sql<{ id: string }>`
    SELECT id FROM submission WHERE ${isOpen} ORDER BY queued_at LIMIT 200`
  for (const { id } of open) {
    if (await app.judgeQueue.isLive(id, 'live')) continue
    await app.judgeQueue.discard(id, 'live')
    await app.db.$executeRaw`UPDATE submission SET queued_at = clock_timestamp() WHERE id = ${id}::uuid`
    app.metrics.requeued.inc()
    await enqueueSubmission(app, id)
  }
}
