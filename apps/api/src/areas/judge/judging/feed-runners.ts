import { tryEach } from '@eduscale/platform/try-each'
import type { AppContext } from '../../../app/app-context'
import { enqueueSubmission } from './enqueue-submission'
import { chooseForRunners } from './submission.queries'

/**
 * Hands over to the runners what they can take soon, and leaves the rest in PostgreSQL, where people get their turns: whoever sends
 * fifty programs waits for their own, and nobody else does. Called whenever something comes or is done, and by a chore for what a crash
 * left. On several nodes at once it may hand over a few too many, but never one twice.
 */
export async function feedRunners(app: AppContext): Promise<void> {
  const chosen = await chooseForRunners(app.db)
  await tryEach(
    chosen,
    ({ id }) => id,
    ({ id, priority }) => enqueueSubmission(app, id, priority),
  )
}

/** The same for those who have something better to do than to wait for it. */
export function feedRunnersSoon(app: AppContext): void {
  feedRunners(app).catch((err: unknown) => app.log.warn({ err }, 'the runners were not fed; a chore does it'))
}
