import type { Db } from '@eduscale/db'

/**
 * Runs on samples and own inputs are of the moment: a day later nobody asks for them. Of those made in a battle it stays known that
 * they were made, and how they went, since its replay shows that; their text goes.
 */
export async function pruneRuns(db: Db): Promise<void> {
  await db.$executeRaw`
    DELETE FROM submission
    WHERE kind = 'run' AND (battle_id IS NULL OR verdict IS NULL) AND recv_at < clock_timestamp() - interval '1 day'`
  await db.$executeRaw`
    UPDATE submission SET code = '', files = '[]', input = CASE WHEN input IS NULL THEN NULL ELSE '' END, result = NULL
    WHERE kind = 'run' AND (code <> '' OR files <> '[]' OR result IS NOT NULL)
      AND recv_at < clock_timestamp() - interval '1 day'`
}
