import { oneAtATime } from '@eduscale/platform/one-at-a-time'
import { tryEach } from '@eduscale/platform/try-each'
import type { AppContext } from '../../../app/app-context'
import { enqueueSubmission } from './enqueue-submission'
import { chooseForRunners, hasRoomFor } from './submission.queries'

interface Feeder {
  feed: () => Promise<void>
  /** Milliseconds that the last look at the queue took. */
  lookMs: number
}

/** Each node's own. */
const feeders = new WeakMap<AppContext['db'], Feeder>()

function feederOf(app: AppContext): Feeder {
  const known = feeders.get(app.db)
  if (known) return known
  const feeder: Feeder = {
    lookMs: 0,
    // Of a long queue a look takes tens of milliseconds, and many may ask for one at the same moment.
    feed: oneAtATime(async () => {
      const startedAt = performance.now()
      const chosen = await chooseForRunners(app.db)
      feeder.lookMs = performance.now() - startedAt
      await tryEach(
        chosen,
        ({ id }) => id,
        ({ id, priority }) => enqueueSubmission(app, id, priority),
      )
    }),
  }
  feeders.set(app.db, feeder)
  return feeder
}

/**
 * Hands over to the runners what they can take soon, and leaves the rest in PostgreSQL, where people get their turns: whoever sends
 * fifty programs waits for their own, and nobody else does. Called whenever something comes or is done, and by a chore for what a crash
 * left. On several nodes at once it may hand over a few too many, but never one twice.
 */
export function feedRunners(app: AppContext): Promise<void> {
  return feederOf(app).feed()
}

/** The same for those who have something better to do than to wait for it. */
export function feedRunnersSoon(app: AppContext): void {
  feedRunners(app).catch((err: unknown) => warn(app, err))
}

/** A look that took longer than this was at a long queue. */
const longLookMs = 5

/** For a submission that has just come: behind a long queue it changes nothing, unless there is room where it goes. Never fails. */
export async function feedArrived(app: AppContext, id: string): Promise<void> {
  try {
    if (feederOf(app).lookMs <= longLookMs || (await hasRoomFor(app.db, id))) await feedRunners(app)
  } catch (err) {
    warn(app, err)
  }
}

function warn(app: AppContext, err: unknown): void {
  app.log.warn({ err }, 'the runners were not fed; a chore does it')
}
