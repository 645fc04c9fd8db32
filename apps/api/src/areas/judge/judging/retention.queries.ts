import { Prisma, type Db } from '@eduscale/db'
import type { GuestTrace, Pruning } from '../../../app/area-manifest'
import { perStatement, pruneInPortions } from '../../../app/prune.queries'

export const submissionTraces: GuestTrace = {
  isThere: Prisma.sql`EXISTS (SELECT FROM submission WHERE user_id = u.id)`,
  keeps: 'from being idle',
}

export function judgingPrunings(db: Db): Pruning[] {
  return [
    { what: 'runs', work: () => pruneRuns(db) },
    { what: 'turns', work: () => pruneInPortions(db, turns) },
    {
      what: 'lost runners',
      work: () => db.$executeRaw`DELETE FROM runner WHERE lost_at < clock_timestamp() - interval '7 days'`,
    },
  ]
}

/** Nobody's turn depends on what is older than the lead of newcomers, by far. A row that is being written stays. */
const turns = Prisma.sql`
  DELETE FROM feed_turn WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM feed_turn WHERE fed_at < clock_timestamp() - interval '1 hour' LIMIT ${perStatement} FOR UPDATE SKIP LOCKED))`

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
