import type { Db } from '@eduscale/db'
import { createBatch } from '@eduscale/platform/batch'
import { readDatabaseClock } from './log.queries'

/**
 * The database's clock, milliseconds since the epoch. Whoever asks while an answer is under way shares the next one: a storm of
 * reconnects asks four times each.
 */
export function createClockReader(db: Db): () => Promise<number> {
  const read = createBatch({
    maxSize: 10_000,
    run: async (asked: readonly null[]) => {
      const at = await readDatabaseClock(db)
      return asked.map(() => at)
    },
  })
  return () => read(null)
}
