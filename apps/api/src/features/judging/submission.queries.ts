import { judgePriorities } from '@eduscale/contracts/judge'
import { Prisma, type Db } from '@eduscale/db'

/** In the order in which they are served; each of them has the priority that judgePriorities says, but for battles with a bot. */
const priorityOf = Prisma.sql`CASE
  WHEN s.kind = 'battle' AND NOT EXISTS (
    SELECT FROM battle_player p JOIN "user" u ON u.id = p.user_id WHERE p.battle_id = s.battle_id AND u.kind = 'bot')
  THEN ${judgePriorities.battle}::int
  WHEN s.kind IN ('battle', 'practice') THEN ${judgePriorities.practice}::int
  ELSE ${judgePriorities.run}::int END`

/**
 * All that has no verdict. `turn` counts what one person has at one priority: everybody's first is served before anybody's second.
 * What the runners have already goes before what waits.
 */
const unjudged = Prisma.sql`
  SELECT w.*, row_number() OVER (PARTITION BY w.priority, w.user_id ORDER BY w.fed_at IS NULL, w.queued_at, w.id) AS turn
  FROM (SELECT s.id, s.user_id, s.queued_at, s.fed_at, ${priorityOf} AS priority FROM submission s WHERE s.verdict IS NULL) w`

/** How many unjudged submissions are served before this one. Counted in PostgreSQL, which knows all of them. */
export async function countAhead(db: Db, id: string): Promise<number> {
  const rows = await db.$queryRaw<{ ahead: number }[]>`
    SELECT ahead FROM (
      SELECT id, (row_number() OVER (ORDER BY priority, fed_at IS NULL, turn, queued_at, id) - 1)::int AS ahead
      FROM (${unjudged}) ranked
    ) placed WHERE id = ${id}::uuid`
  return rows[0]?.ahead ?? 0
}

/** How many would be served before a new one of this person. */
export async function countAheadOfNew(db: Db, { kind, userId }: { kind: 'practice' | 'run'; userId: string }): Promise<number> {
  const rows = await db.$queryRaw<{ ahead: number }[]>`
    WITH ranked AS (${unjudged}), mine AS (
      SELECT ${judgePriorities[kind]}::int AS priority,
             count(*) FILTER (WHERE user_id = ${userId}::uuid AND priority = ${judgePriorities[kind]}::int) + 1 AS turn
      FROM ranked)
    SELECT count(*)::int AS ahead FROM ranked, mine
    WHERE ranked.priority < mine.priority
      OR ranked.priority = mine.priority AND (ranked.fed_at IS NOT NULL OR ranked.turn <= mine.turn)`
  return rows[0]?.ahead ?? 0
}

/** So many of each priority are with the runners for each of their slots: one that is judged, and one that comes next. */
const perSlot = 2

/**
 * Marks as handed over, and returns, what there is room for at each priority, by people's turns. Nobody has more with the runners
 * than there are slots, so that whoever comes finds none of another's waiting before them there.
 */
export async function chooseForRunners(db: Db): Promise<{ id: string; priority: number }[]> {
  return db.sql<{ id: string; priority: number }>`
    WITH capacity AS (
      SELECT greatest(1, coalesce(sum(slots), 0)) AS slots FROM runner WHERE lost_at IS NULL AND breaker <> 'open'
    ), ranked AS (${unjudged}), fed AS (
      SELECT priority, count(*) AS count FROM ranked WHERE fed_at IS NOT NULL GROUP BY priority
    ), waiting AS (
      SELECT id, priority, row_number() OVER (PARTITION BY priority ORDER BY turn, queued_at, id) AS place
      FROM ranked, capacity WHERE fed_at IS NULL AND queued_at <= clock_timestamp() AND turn <= capacity.slots
    ), chosen AS (
      SELECT s.id, waiting.priority, waiting.place
      FROM capacity, waiting JOIN submission s ON s.id = waiting.id LEFT JOIN fed ON fed.priority = waiting.priority
      WHERE waiting.place <= ${perSlot}::int * capacity.slots - coalesce(fed.count, 0) AND s.fed_at IS NULL AND s.verdict IS NULL
      FOR UPDATE OF s SKIP LOCKED
    ), marked AS (
      UPDATE submission SET fed_at = clock_timestamp() FROM chosen WHERE submission.id = chosen.id
    )
    SELECT id, priority FROM chosen ORDER BY priority, place`
}

export async function countUnjudged(db: Db): Promise<number> {
  return db.submission.count({ where: { verdict: null } })
}

/**
 * Stores it unless its author has so many of any kind that have no verdict; false then. One after the other for each person: many
 * requests at the same moment are counted like any others.
 */
export async function storeUnlessTooMany(
  db: Db,
  row: Prisma.SubmissionUncheckedCreateInput & { userId: string },
  most: number,
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM "user" WHERE id = ${row.userId}::uuid FOR NO KEY UPDATE`
    if ((await tx.submission.count({ where: { userId: row.userId, verdict: null } })) >= most) return false
    await tx.submission.create({ data: row })
    return true
  })
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
