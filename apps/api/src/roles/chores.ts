import type { Prisma } from '@eduscale/db'
import { tolerateFailures, startLoop } from '@eduscale/platform/loop'
import type { AppContext } from '../app/app-context'
import { listDue } from './chores.queries'

/** Something that is to be done whenever the database shows a reason for it. Any number of nodes may do it at once. */
export interface Chore {
  name: string
  /** Whether there is anything to do, in SQL. */
  isDue: Prisma.Sql
  work: () => Promise<unknown>
  /** At most this often, where being due for long is usual. */
  everyMs?: number
}

const lookMs = 1_000

/**
 * Asks every second, in one statement, which of the chores are due, and does those; one that takes long keeps no other waiting. Nearly
 * always there is nothing to do, so asking is what costs. Resolves when the signal has aborted and all have ended.
 */
export async function startChores(
  app: Pick<AppContext, 'db' | 'log'>,
  chores: readonly Chore[],
  signal: AbortSignal,
): Promise<void> {
  const states = chores.map((chore) => ({
    everyMs: chore.everyMs ?? 0,
    work: tolerateFailures(chore.name, app.log, chore.work),
    begunAt: -Infinity,
    running: null as Promise<void> | null,
  }))
  const conditions = chores.map(({ isDue }) => isDue)
  const look = async (): Promise<void> => {
    const due = await listDue(app.db, conditions)
    const now = performance.now()
    for (const [index, state] of states.entries()) {
      if (due[index] !== true || state.running || now - state.begunAt < state.everyMs) continue
      state.begunAt = now
      state.running = state.work().finally(() => (state.running = null))
    }
  }
  await startLoop({ name: 'chores', everyMs: lookMs, signal, log: app.log, work: look })
  await Promise.all(states.flatMap(({ running }) => running ?? []))
}
