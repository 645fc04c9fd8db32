import { Prisma } from '@eduscale/db'
import { startLoop } from '@eduscale/platform/loop'
import type { AppContext } from './app-context'

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
  const running = new Map<string, Promise<void>>()
  const begunAt = new Map<string, number>()
  const failures = new Map<string, string>()

  const run = async ({ name, work }: Chore): Promise<void> => {
    try {
      await work()
      failures.delete(name)
    } catch (err) {
      const failure = err instanceof Error ? err.message : String(err)
      if (failures.get(name) !== failure) app.log.error({ err, chore: name }, 'a chore failed; it is tried again')
      failures.set(name, failure)
    } finally {
      running.delete(name)
    }
  }
  const look = async (): Promise<void> => {
    const conditions = Prisma.join(chores.map((chore) => Prisma.sql`(${chore.isDue})`))
    const [found] = await app.db.sql<{ due: boolean[] }>`SELECT ARRAY[${conditions}] AS due`
    const now = performance.now()
    for (const [index, chore] of chores.entries()) {
      const restedMs = now - (begunAt.get(chore.name) ?? -Infinity)
      if (found?.due[index] !== true || running.has(chore.name) || restedMs < (chore.everyMs ?? 0)) continue
      begunAt.set(chore.name, now)
      running.set(chore.name, run(chore))
    }
  }
  await startLoop({ name: 'chores', everyMs: lookMs, signal, log: app.log, work: look })
  await Promise.all(running.values())
}
