import { maxRejudgeItems, type RejudgeFilter, type RejudgePreview, type RejudgeState } from '@eduscale/contracts/rejudge'
import type { AuditAction } from '@eduscale/contracts/audit-actions'
import { Prisma, type Db } from '@eduscale/db'
import { writeAudit } from '../../../access/write-audit.queries'
import { listStates } from '../../../app/battle-states.queries'

/** Verdicts may differ, or points; an internal error is no verdict. Of the alias `i`. */
export const isChanged = Prisma.sql`(
  i.new_verdict IS NOT NULL AND i.new_verdict <> 'IE'
  AND (i.new_verdict <> i.old_verdict OR i.new_score IS DISTINCT FROM i.old_score))`

export const setsAdvance = Prisma.sql`
  EXISTS (SELECT FROM rejudge_set WHERE state IN ('collecting', 'judging', 'applying', 'reverting'))`

/** Sets that aren't at rest, the oldest first. */
export async function listAdvancing(db: Db, resting: readonly string[]) {
  return db.rejudgeSet.findMany({
    where: { state: { in: ['collecting', 'judging', 'applying', 'reverting'] }, id: { notIn: [...resting] } },
    orderBy: { createdAt: 'asc' },
    take: 20,
  })
}

/** Without a word about who did it: nobody did. */
export async function moveOn(
  db: Db,
  { setId, from, to }: { setId: string; from: RejudgeState; to: RejudgeState },
): Promise<void> {
  await db.rejudgeSet.updateMany({ where: { id: setId, state: from }, data: { state: to } })
}

interface NewSet {
  id: string
  reason: string
  filter: RejudgeFilter
  createdBy: string
}

/** With who asked for it. A repeated request finds its set. */
export async function createSet(db: Db, { id, reason, filter, createdBy }: NewSet): Promise<void> {
  const after = { state: 'collecting', reason, filter }
  const entry = { actorId: createdBy, action: 'rejudge-created', subject: id, before: null, after } as const
  await db.$executeRaw`
    WITH made AS (
      INSERT INTO rejudge_set (id, reason, filter, state, created_by)
      VALUES (${id}::uuid, ${reason}, ${JSON.stringify(filter)}::jsonb, 'collecting', ${createdBy}::uuid)
      ON CONFLICT (id) DO NOTHING RETURNING id
    )
    ${writeAudit(entry, Prisma.sql`made`)}`
}

/** Newest first, with what has become of their items and the names of who made and closed them. */
export async function listSets(db: Db, { id, most }: { id?: string; most: number }) {
  const rows = await db.rejudgeSet.findMany({ where: id === undefined ? {} : { id }, orderBy: { createdAt: 'desc' }, take: most })
  const people = rows.flatMap(({ createdBy, closedBy }) => (closedBy === null ? [createdBy] : [createdBy, closedBy]))
  const [tallies, users] = await Promise.all([
    tallyItems(
      db,
      rows.map((row) => row.id),
    ),
    db.user.findMany({ where: { id: { in: people } }, select: { id: true, name: true } }),
  ])
  return { rows, tallies, names: new Map(users.map((user) => [user.id, user.name])) }
}

export async function previewRejudge(db: Db, filter: RejudgeFilter): Promise<RejudgePreview> {
  const [row] = await db.$queryRaw<{ count: number; inBattles: number }[]>`
    SELECT count(*)::int AS count, count(*) FILTER (WHERE s.kind = 'battle')::int AS "inBattles"
    FROM submission s WHERE ${matches(filter)}`
  return row ?? { count: 0, inBattles: 0 }
}

/** Fills a set that is collecting, in one statement, so that it is done wholly or not at all. */
export async function collectItems(db: Db, { setId, filter }: { setId: string; filter: RejudgeFilter }): Promise<void> {
  await db.$executeRaw`
    WITH moved AS (
      UPDATE rejudge_set SET state = 'judging' WHERE id = ${setId}::uuid AND state = 'collecting' RETURNING id
    )
    INSERT INTO rejudge_item (set_id, submission_id, old_verdict, old_score, old_judged_at)
    SELECT moved.id, s.id, s.verdict, coalesce(s.score, (s.result->>'score')::float8), s.judged_at
    FROM moved, submission s WHERE ${matches(filter)}
    ORDER BY s.recv_at LIMIT ${maxRejudgeItems}::int
    ON CONFLICT DO NOTHING`
}

function matches(filter: RejudgeFilter): Prisma.Sql {
  const conditions = [
    // Runs are of the moment. In a battle that goes on, verdicts are the battle's alone.
    Prisma.sql`s.kind IN ('practice', 'battle') AND s.verdict IS NOT NULL AND s.verdict <> 'SKIPPED'`,
    Prisma.sql`(s.battle_id IS NULL OR EXISTS (
      SELECT FROM battle b WHERE b.id = s.battle_id AND b.state IN ${listStates('over')}))`,
  ]
  const { problemSlug, battleId, receivedFrom, receivedUntil, language, verdict, submissionIds } = filter
  if (problemSlug !== null) conditions.push(Prisma.sql`s.problem_slug = ${problemSlug}`)
  if (battleId !== null) conditions.push(Prisma.sql`s.battle_id = ${battleId}::uuid`)
  if (receivedFrom !== null) conditions.push(Prisma.sql`s.recv_at >= ${receivedFrom}::timestamptz`)
  if (receivedUntil !== null) conditions.push(Prisma.sql`s.recv_at < ${receivedUntil}::timestamptz`)
  if (language !== null) conditions.push(Prisma.sql`s.language = ${language}`)
  if (verdict !== null) conditions.push(Prisma.sql`s.verdict = ${verdict}`)
  if (submissionIds.length > 0) conditions.push(Prisma.sql`s.id = ANY(${submissionIds}::uuid[])`)
  return Prisma.join(conditions, ' AND ')
}

export interface Tally {
  setId: string
  oldVerdict: string
  newVerdict: string | null
  isChanged: boolean
  outcome: string | null
  count: number
}

export async function tallyItems(db: Db, setIds: readonly string[]): Promise<Tally[]> {
  return db.$queryRaw<Tally[]>`
    SELECT i.set_id AS "setId", i.old_verdict AS "oldVerdict", i.new_verdict AS "newVerdict", ${isChanged} AS "isChanged",
           i.outcome, count(*)::int AS count
    FROM rejudge_item i WHERE i.set_id = ANY(${[...setIds]}::uuid[])
    GROUP BY 1, 2, 3, 4, 5`
}

export interface StateChange {
  setId: string
  from: readonly RejudgeState[]
  to: RejudgeState
  actorId: string
  action: AuditAction
  /** Whether this is what `closedBy` and `closedAt` tell of; opening again empties them. */
  closes: boolean
}

/** Moves a set and writes down who did it, together. False when it wasn't in one of those states: somebody else was quicker. */
export async function changeState(db: Db, { setId, from, to, actorId, action, closes }: StateChange): Promise<boolean> {
  const before = Prisma.sql`jsonb_build_object('state', moved.before)`
  const entry = { actorId, action, subject: setId, before, after: { state: to } }
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH held AS (
      SELECT id, state FROM rejudge_set WHERE id = ${setId}::uuid AND state = ANY(${[...from]}::text[]) FOR UPDATE
    ), moved AS (
      UPDATE rejudge_set s SET
        state = ${to},
        closed_by = CASE WHEN ${closes}::boolean THEN ${actorId}::uuid END,
        closed_at = CASE WHEN ${closes}::boolean THEN clock_timestamp() END
      FROM held WHERE s.id = held.id RETURNING s.id, held.state AS before
    ), noted AS (${writeAudit(entry, Prisma.sql`moved`)})
    SELECT id FROM moved`
  return rows.length > 0
}

/** Whether a set that was applied later has changed some of the same submissions. */
export async function hasNewerApplied(db: Db, setId: string): Promise<boolean> {
  const [row] = await db.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM rejudge_set mine
      JOIN rejudge_item i ON i.set_id = mine.id AND i.outcome = 'applied'
      JOIN rejudge_item other ON other.submission_id = i.submission_id AND other.set_id <> mine.id AND other.outcome = 'applied'
      WHERE mine.id = ${setId}::uuid AND other.applied_at > i.applied_at) AS found`
  return row?.found ?? false
}
