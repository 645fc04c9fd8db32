import { ratingDeltaSchema, type RatingDelta } from '@eduscale/contracts/battle'
import { z } from 'zod'
import type { AppContext } from '../../../app/app-context'
import { listEvents } from '../play/log.queries'
import { transition } from '../play/transition'
import { listJudged, listMarked, moveBehind, unmark } from './correction.queries'

/**
 * Brings battles that are over in line with verdicts that a rejudge has changed: winner, places and ratings as if the new verdicts
 * had been there from the start. The mark stays until it is done, so a crash in between only means doing it again. Run by the
 * worker role.
 */
export async function correctBattles(app: AppContext): Promise<void> {
  const marked = await listMarked(app.db, app.tries.corrections.resting())
  await app.tries.corrections.each(
    marked,
    ({ id }) => id,
    async ({ id, since }) => {
      // Behind all others first: one that ends the node must not stand before them for ever.
      const moved = await moveBehind(app.db, { id, since })
      if (moved === null) return
      await correct(app, id)
      // A later rejudge has set a later mark, which stays.
      await unmark(app.db, { id, since: moved })
    },
  )
}

async function correct(app: AppContext, battleId: string): Promise<void> {
  const log = await listEvents(app.db, battleId, 0)
  /** Verdict and points, as the log has them. */
  const told = new Map<string, string>()
  let reason = null
  let before: RatingDelta[] = []
  for (const event of log) {
    if (event.t === 'battle:judged') told.set(event.d.submissionId, worth(event.d))
    if (event.t === 'battle:corrected')
      for (const submission of event.d.submissions) told.set(submission.submissionId, worth(submission))
    if (event.t === 'battle:finished') {
      reason = event.d.reason
      before = z.array(ratingDeltaSchema).parse(event.d.ratings)
    }
  }
  if (reason === null) return
  const submissions = await listJudged(app.db, battleId)
  const isNew = ({ id, verdict, points }: (typeof submissions)[number]) =>
    told.get(id) !== worth({ verdict: String(verdict), points })
  if (!submissions.some((submission) => told.has(submission.id) && isNew(submission))) return
  // What counts now has to be in the log: also a verdict that came after the end, when nobody waited for it any more.
  const changed = submissions.filter(isNew).map(({ id }) => id)
  await transition(app, { battleId, input: { by: 'correct', reason, changed, before } })
}

/** An event from before there were points has none: a solution was all of them. */
function worth({ verdict, points }: { verdict: string; points?: number | null | undefined }): string {
  return `${verdict} ${points ?? (verdict === 'AC' ? 100 : 0)}`
}
