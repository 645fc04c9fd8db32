import { Prisma, type Db } from '@eduscale/db'
import { listStates } from '../../../app/battle-states.queries'

const perTurn = 20

const isMarked = Prisma.sql`recompute_since IS NOT NULL AND state IN ${listStates('over')}`
export const battlesAreMarked = Prisma.sql`EXISTS (SELECT FROM battle WHERE ${isMarked})`

export interface Marked {
  id: string
  /** As PostgreSQL writes it, with all its digits. */
  since: string
}

export async function listMarked(db: Db, resting: readonly string[]): Promise<Marked[]> {
  return db.sql<Marked>`
    SELECT id, recompute_since::text AS since FROM battle WHERE ${isMarked}
      AND id <> ALL(${[...resting]}::uuid[]) ORDER BY recompute_since LIMIT ${perTurn}`
}

/** Marks it anew, behind all others; answers the new mark, null when another node was quicker. */
export async function moveBehind(db: Db, { id, since }: Marked): Promise<string | null> {
  const [moved] = await db.sql<{ since: string }>`
    UPDATE battle SET recompute_since = clock_timestamp() WHERE id = ${id}::uuid AND recompute_since = ${since}::timestamptz
    RETURNING recompute_since::text AS since`
  return moved?.since ?? null
}

export async function unmark(db: Db, { id, since }: Marked): Promise<void> {
  await db.$executeRaw`
    UPDATE battle SET recompute_since = NULL WHERE id = ${id}::uuid AND recompute_since = ${since}::timestamptz`
}

/** Submissions of a battle that have a verdict now. */
export async function listJudged(db: Db, battleId: string) {
  return db.submission.findMany({
    where: { battleId, kind: 'battle', verdict: { not: null } },
    select: { id: true, verdict: true, points: true },
  })
}
