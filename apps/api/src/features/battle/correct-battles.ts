import { ratingDeltaSchema, type RatingDelta } from '@eduscale/contracts/battle'
import { Prisma } from '@eduscale/db'
import { z } from 'zod'
import type { AppContext } from '../../app-context'
import { listEvents } from './battle.queries'
import { transition } from './transition'

const perTurn = 20

const isMarked = Prisma.sql`recompute_since IS NOT NULL AND state IN ('FINISHED', 'ABORTED', 'VOID')`
export const battlesAreMarked = Prisma.sql`EXISTS (SELECT FROM battle WHERE ${isMarked})`

/**
 * Brings battles that are over in line with verdicts that a rejudge has changed: winner, places and ratings as if the new verdicts
 * had been there from the start. The mark stays until it is done, so a crash in between only means doing it again. Run by the
 * worker role.
 */
export async function correctBattles(app: AppContext): Promise<void> {
  const marked = await app.db.sql<{ id: string; since: string }>`
    SELECT id, recompute_since::text AS since FROM battle WHERE ${isMarked} ORDER BY recompute_since LIMIT ${perTurn}`
  for (const { id, since } of marked) {
    await correct(app, id)
    // A later rejudge has set a later mark, which stays.
    await app.db.$executeRaw`
      UPDATE battle SET recompute_since = NULL WHERE id = ${id}::uuid AND recompute_since = ${since}::timestamptz`
  }
}

async function correct(app: AppContext, battleId: string): Promise<void> {
  const log = await listEvents(app.db, battleId, 0)
  const told = new Map<string, string>()
  let reason = null
  let before: RatingDelta[] = []
  for (const event of log) {
    if (event.t === 'battle:judged') told.set(event.d.submissionId, event.d.verdict)
    if (event.t === 'battle:corrected')
      for (const { submissionId, verdict } of event.d.submissions) told.set(submissionId, verdict)
    if (event.t === 'battle:finished') {
      reason = event.d.reason
      before = z.array(ratingDeltaSchema).parse(event.d.ratings)
    }
  }
  if (reason === null) return
  const submissions = await app.db.submission.findMany({
    where: { battleId, kind: 'battle', verdict: { not: null } },
    select: { id: true, verdict: true },
  })
  const changed = submissions.filter(({ id, verdict }) => told.has(id) && told.get(id) !== verdict).map(({ id }) => id)
  if (changed.length > 0) await transition(app, { battleId, input: { by: 'correct', reason, changed, before } })
}
