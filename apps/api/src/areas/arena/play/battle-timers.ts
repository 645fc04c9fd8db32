import { timerDueAt } from '@eduscale/rules/battle-clock'
import type { AppContext } from '../../../app/app-context'
import type { Loop } from '../../../app/area-manifest'
import { dropTimer, setTimer, takeDueTimers, type TakenTimer } from './timer.queries'
import { transition } from './transition'

/** A timer that is set for sooner than this, by another node, fires that much later at most. (The rules' are set for 5 s and more.) */
const lookMs = 1_000

/** At the millisecond for what was known, and soon for what another node has set since. */
export function timerLoop(app: AppContext): Loop {
  let nextMs: number | null = null
  return {
    name: 'timers',
    everyMs: () => Math.min(Math.max(1, Math.ceil(nextMs ?? lookMs)), lookMs),
    work: async () => {
      nextMs = null
      nextMs = await fireTimers(app)
    },
  }
}

/**
 * Fires the timers that are due, and tells in how many milliseconds the next one is; null when there is none. Any number of nodes may do
 * this at once: SKIP LOCKED shares them out, the lease covers a node's death, and the transition itself is guarded by the battle's
 * version.
 */
async function fireTimers(app: AppContext): Promise<number | null> {
  const { tries } = app
  const { due, nextInMs } = await takeDueTimers(app.db, tries.timers.resting())
  await tries.timers.each(
    due,
    ({ battleId, kind }) => `${battleId} ${kind}`,
    (taken) => fire(app, taken),
    'at once',
  )
  // What was fired may have set another one.
  return due.length > 0 ? 0 : nextInMs
}

async function fire(app: AppContext, taken: TakenTimer): Promise<void> {
  const { battleId, kind } = taken
  const fired = await transition(app, { battleId, input: { by: 'timer', kind } })
  if (fired.kind !== 'nothing') return
  // A timer that has nothing to do any more would only come back; one that came too early comes back in time.
  const dueAt = timerDueAt(fired.battle, kind)
  if (dueAt === null) {
    await dropTimer(app.db, taken)
    return
  }
  await setTimer(app.db, taken, dueAt)
}
