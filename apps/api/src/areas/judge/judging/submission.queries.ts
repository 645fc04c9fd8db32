import { judgePriorities } from '@eduscale/contracts/judge'
import { Prisma, type Db } from '@eduscale/db'

/** Battles with a bot have the priority of practice, and so have runs: they take turns with it. */
const priorityOf = Prisma.sql`CASE
  WHEN s.kind = 'battle' AND NOT EXISTS (
    SELECT FROM battle_player p JOIN "user" u ON u.id = p.user_id WHERE p.battle_id = s.battle_id AND u.kind = 'bot')
  THEN ${judgePriorities.battle}::int
  ELSE ${judgePriorities.practice}::int END`

/** The speed step whose runners have it or get it; null where runners of all steps do. */
const laneOf = Prisma.sql`CASE
  WHEN s.fed_at IS NOT NULL THEN s.fed_step
  ELSE (SELECT b.speed_step FROM battle b JOIN runner r USING (speed_step)
        WHERE b.id = s.battle_id AND r.lost_at IS NULL AND r.breaker <> 'open' LIMIT 1) END`

/** The name in `feed_turn` of a person, an address, or a line as a whole: a hash, so that no address is stored there. */
const nameOf = (who: Prisma.Sql) => Prisma.sql`hashtextextended(${who}, 0)`
const wholeLine = nameOf(Prisma.sql`'everybody'`)

/** Something waits that may be handed over. */
export const submissionsWait = Prisma.sql`
  EXISTS (SELECT FROM submission WHERE verdict IS NULL AND fed_at IS NULL AND queued_at <= clock_timestamp())`

/** All that has no verdict. Guests of one address are one `person`; `own` is their author alone. */
const unjudged = Prisma.sql`
  SELECT s.id, ${nameOf(Prisma.sql`s.user_id::text`)} AS own, ${nameOf(Prisma.sql`coalesce(s.guest_address, s.user_id::text)`)} AS person,
         s.queued_at, s.fed_at, s.kind = 'run' AS is_run, ${priorityOf} AS priority, ${laneOf} AS lane
  FROM submission s WHERE s.verdict IS NULL`

/**
 * Whoever comes is taken for somebody who was served so long before. So they come before all who were served since, and those who
 * have waited for longer than this come before them: new names without end hold nobody up.
 */
const newcomersLead = Prisma.sql`interval '5 minutes'`

/** What waits and what the runners have is counted apart. */
const ofLine = Prisma.sql`priority, is_run, fed_at IS NULL`

/** When this one was last served; by the key of `feed_turn` for each row, however large it is. */
const servedAt = (who: Prisma.Sql) =>
  Prisma.sql`(SELECT t.fed_at FROM feed_turn t WHERE (t.who, t.priority, t.is_run) = (${who}, u.priority, u.is_run))`

/** The same with newcomers' lead. `who` has what waits in a line, and apart from it what the runners have of it. */
const servedOrCame = (who: Prisma.Sql) => Prisma.sql`
  greatest(${servedAt(who)}, min(queued_at) OVER (PARTITION BY ${ofLine}, ${who}) - ${newcomersLead})`

/**
 * Rows of `unjudged` with their `place` at their priority: first what the runners have, then what waits. Turns are taken on three
 * levels, and on each the one goes first that was served longest ago (`feed_turn`): the two lines, of runs and of the rest, so nobody's
 * run stands behind all that others have submitted; in a line the people; and in an address its guests. Everybody's next goes before
 * anybody's next but one.
 */
const rank = (rows: Prisma.Sql) => Prisma.sql`
  SELECT l.*, row_number() OVER (PARTITION BY priority ORDER BY fed_at NULLS LAST, in_line, line_served NULLS FIRST, is_run DESC, id) AS place
  FROM (
    SELECT p.*, row_number() OVER (PARTITION BY ${ofLine} ORDER BY turn, person_served, queued_at, id) AS in_line
    FROM (
      SELECT o.*, row_number() OVER (PARTITION BY ${ofLine}, person ORDER BY own_turn, own_served, queued_at, id) AS turn
      FROM (
        SELECT u.*, row_number() OVER (PARTITION BY ${ofLine}, own ORDER BY queued_at, id) AS own_turn,
               ${servedOrCame(Prisma.sql`u.own`)} AS own_served, ${servedOrCame(Prisma.sql`u.person`)} AS person_served,
               ${servedAt(wholeLine)} AS line_served
        FROM (${rows} OFFSET 0) u
      ) o
    ) p
  ) l`

const placed = (rows: Prisma.Sql) => Prisma.sql`
  SELECT id, (row_number() OVER (ORDER BY priority, place) - 1)::int AS ahead FROM (${rank(rows)}) ranked`

/** How many are served before each unjudged submission. Counted in PostgreSQL, which knows all of them. */
export async function listAhead(db: Db): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ id: string; ahead: number }[]>(placed(unjudged))
  return new Map(rows.map(({ id, ahead }) => [id, ahead]))
}

/** How many would be served before a new one of this person. */
export async function countAheadOfNew(
  db: Db,
  given: { id: string; kind: 'practice' | 'run'; userId: string; guestAddress: string | null },
): Promise<number> {
  const { id, kind, userId, guestAddress } = given
  const asked = Prisma.sql`
    SELECT ${id}::uuid, ${nameOf(Prisma.sql`${userId}::text`)}, ${nameOf(Prisma.sql`coalesce(${guestAddress}::text, ${userId}::text)`)},
           clock_timestamp()::timestamptz(3), NULL::timestamptz(3), ${kind === 'run'}::boolean, ${judgePriorities[kind]}::int, NULL::float8`
  const all = placed(Prisma.sql`${unjudged} UNION ALL ${asked}`)
  const rows = await db.$queryRaw<{ ahead: number }[]>(Prisma.sql`SELECT ahead FROM (${all}) placed WHERE id = ${id}::uuid`)
  return rows[0]?.ahead ?? 0
}

/** So many of each priority and lane are with the runners for each of their slots: one that is judged, and one that comes next. */
const perSlot = 2

const able = Prisma.sql`SELECT slots, speed_step FROM runner WHERE lost_at IS NULL AND breaker <> 'open'`

/** Slots by lane, of those that are `able`. */
const capacity = Prisma.sql`
  SELECT NULL::float8 AS lane, greatest(1, coalesce(sum(slots), 0)) AS slots FROM able
  UNION ALL
  SELECT speed_step, greatest(1, sum(slots)) FROM able WHERE speed_step IS NOT NULL GROUP BY speed_step`

/** Waits for a turn now, or is with the runners; the rest waits for its next try first. */
const due = Prisma.sql`${unjudged} AND (s.fed_at IS NOT NULL OR s.queued_at <= clock_timestamp())`

/**
 * Marks as handed over, and returns, what there is room for at each priority in each lane, by people's turns: what waits for the
 * runners of one speed step takes no room from what others can judge. Outside of duels one slot is left by each person for whoever
 * comes: programs that never end hold nobody else up. A step's runners serve the lane of all as well, so what somebody has is counted
 * twice: in each lane against its slots, and in all lanes together (`nth_of_all`) against all slots. Else runs in one lane and a battle
 * with the bot in another would be one program for each slot. Against all, and not against the fewest of any lane: then one guest's
 * battle on a small machine would leave all others of the address a single turn on a large one. What its lane has no room for doesn't
 * count there, or it would keep back what another lane has room for; nor does what lies in a lane that no runner serves any more. In
 * duels nobody has more with the runners than there are slots, as two who play may share an address. That they were served is
 * remembered in the same statement; all nodes write those rows in one order, so that none waits for another that waits for it.
 */
export async function chooseForRunners(db: Db): Promise<{ id: string; priority: number }[]> {
  return db.sql<{ id: string; priority: number }>`
    WITH able AS (${able}), capacity AS (${capacity}), ranked AS (${rank(due)}), fed AS (
      SELECT priority, lane, count(*) AS count FROM ranked WHERE fed_at IS NOT NULL GROUP BY priority, lane
    ), counted AS (
      SELECT ranked.*, slots, ${perSlot}::int * slots - coalesce(fed.count, 0) AS room,
             row_number() OVER (PARTITION BY ranked.priority, ranked.lane, person ORDER BY place) AS nth
      FROM ranked
      LEFT JOIN capacity ON capacity.lane IS NOT DISTINCT FROM ranked.lane
      LEFT JOIN fed ON fed.priority = ranked.priority AND fed.lane IS NOT DISTINCT FROM ranked.lane
    ), admitted AS (
      SELECT *, row_number() OVER (PARTITION BY priority, person ORDER BY place) AS nth_of_all
      FROM counted
      WHERE slots IS NOT NULL AND (
        fed_at IS NOT NULL
        OR room > 0 AND nth <= CASE priority WHEN ${judgePriorities.battle}::int THEN slots ELSE greatest(1, slots - 1) END)
    ), waiting AS (
      SELECT *, row_number() OVER (PARTITION BY priority, lane ORDER BY place) AS in_lane
      FROM admitted
      WHERE fed_at IS NULL AND (
        priority = ${judgePriorities.battle}::int
        OR nth_of_all <= (SELECT greatest(1, whole.slots - 1) FROM capacity whole WHERE whole.lane IS NULL))
    ), chosen AS (
      SELECT s.id, waiting.priority, waiting.is_run, waiting.own, waiting.person, waiting.place
      FROM waiting JOIN submission s ON s.id = waiting.id
      WHERE waiting.in_lane <= waiting.room AND s.fed_at IS NULL AND s.verdict IS NULL
      FOR UPDATE OF s SKIP LOCKED
    ), marked AS (
      UPDATE submission SET fed_at = clock_timestamp() FROM chosen WHERE submission.id = chosen.id
    ), served AS (
      INSERT INTO feed_turn (who, priority, is_run, fed_at)
      SELECT name, priority, is_run, max(statement_timestamp() + place * interval '1 microsecond')
      FROM chosen CROSS JOIN LATERAL (VALUES (own), (person), (${wholeLine})) AS w(name)
      GROUP BY name, priority, is_run ORDER BY name, priority, is_run
      ON CONFLICT (who, priority, is_run) DO UPDATE SET fed_at = greatest(feed_turn.fed_at, excluded.fed_at)
    )
    SELECT id, priority FROM chosen ORDER BY priority, place`
}

/** Whether the runners could take this one now, if it had its turn. Looks at what they have, not at what waits. */
export async function hasRoomFor(db: Db, id: string): Promise<boolean> {
  const [row] = await db.sql<{ hasRoom: boolean }>`
    WITH able AS (${able}), mine AS (
      SELECT ${priorityOf} AS priority, ${laneOf} AS lane FROM submission s WHERE s.id = ${id}::uuid
    ), fed AS (
      SELECT ${priorityOf} AS priority, ${laneOf} AS lane FROM submission s WHERE s.verdict IS NULL AND s.fed_at IS NOT NULL
    )
    SELECT (SELECT count(*) FROM fed WHERE fed.priority = mine.priority AND fed.lane IS NOT DISTINCT FROM mine.lane)
      < ${perSlot}::int * capacity.slots AS "hasRoom"
    FROM mine JOIN (${capacity}) capacity ON capacity.lane IS NOT DISTINCT FROM mine.lane`
  return row?.hasRoom ?? false
}

export async function countUnjudged(db: Db): Promise<number> {
  return db.submission.count({ where: { verdict: null } })
}

/**
 * Stores it unless its author has so many of any kind that have no verdict, or guests of its address have `ofAddress` outside of battles;
 * and says whose they are then. One after the other for each person and address: many requests at the same moment are counted like any
 * others.
 */
export async function storeUnlessTooMany(
  db: Db,
  row: Prisma.SubmissionUncheckedCreateInput & { userId: string; guestAddress: string | null },
  most: { ofPerson: number; ofAddress: number },
): Promise<'stored' | 'too-many-of-person' | 'too-many-of-address'> {
  const { userId, guestAddress } = row
  return db.$transaction(async (tx) => {
    if (guestAddress === null) await tx.$queryRaw`SELECT FROM "user" WHERE id = ${userId}::uuid FOR NO KEY UPDATE`
    else await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${`submissions of ${guestAddress}`}))::text`
    if ((await tx.submission.count({ where: { userId, verdict: null } })) >= most.ofPerson) return 'too-many-of-person'
    if (guestAddress !== null) {
      const ofAddress = { guestAddress, verdict: null, kind: { not: 'battle' } }
      if ((await tx.submission.count({ where: ofAddress })) >= most.ofAddress) return 'too-many-of-address'
    }
    await tx.submission.create({ data: row })
    return 'stored'
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

export async function findSubmission(db: Db, id: string) {
  return db.submission.findUnique({ where: { id } })
}

/** What a command of a person has stored. */
export async function findByCid(db: Db, userId: string, cid: string): Promise<{ id: string; verdict: string | null } | null> {
  return db.submission.findUnique({ where: { userId_cid: { userId, cid } }, select: { id: true, verdict: true } })
}

/** A person's submissions on a problem, newest first. */
export async function listOnProblem(db: Db, userId: string, problemSlug: string) {
  return db.submission.findMany({
    where: { userId, problemSlug, kind: { in: ['battle', 'practice'] } },
    orderBy: { recvAt: 'desc' },
    take: 50,
  })
}
