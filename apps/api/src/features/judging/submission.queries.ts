import type { Db } from '@eduscale/db'

/**
 * How many unjudged submissions are served before one: those of a higher priority, and those of its own that were queued before.
 * Without `queued` it is the place that a new one would get. Counted in PostgreSQL, which knows all of them; those that
 * a runner has taken already count until they are judged.
 */
export async function countAhead(
  db: Db,
  { kind, queued }: { kind: string; queued: { id: string; at: Date } | null },
): Promise<number> {
  const rows = await db.$queryRaw<{ ahead: number }[]>`
    SELECT count(*)::int AS ahead FROM submission
    WHERE verdict IS NULL AND (
      array_position(ARRAY['battle', 'practice', 'run'], kind) < array_position(ARRAY['battle', 'practice', 'run'], ${kind}::text)
      OR kind = ${kind} AND (
        ${queued === null}::boolean
        OR (queued_at, id) < (${queued?.at.toISOString() ?? null}::timestamptz, ${queued?.id ?? null}::uuid)))`
  return rows[0]?.ahead ?? 0
}

export async function countUnjudged(db: Db): Promise<number> {
  return db.submission.count({ where: { verdict: null } })
}

export interface Waiting {
  kind: 'battle' | 'practice' | 'run' | 'rejudge'
  count: number
  oldestSeconds: number
}

/** What has no verdict yet, of every kind, in the order in which it is served. */
export async function listWaiting(db: Db): Promise<Waiting[]> {
  return db.$queryRaw<Waiting[]>`
    SELECT k.kind, count(w.queued_at)::int AS count,
           greatest(0, coalesce(extract(epoch FROM clock_timestamp() - min(w.queued_at)), 0))::float8 AS "oldestSeconds"
    FROM unnest(ARRAY['battle', 'practice', 'run', 'rejudge']) WITH ORDINALITY AS k(kind, place)
    LEFT JOIN (
      SELECT kind, queued_at FROM submission WHERE verdict IS NULL
      UNION ALL
      SELECT 'rejudge', coalesce(i.queued_at, r.created_at)
      FROM rejudge_set r JOIN rejudge_item i ON i.set_id = r.id AND i.new_verdict IS NULL
      WHERE r.state = 'judging'
    ) w USING (kind)
    GROUP BY k.kind, k.place ORDER BY k.place`
}
