import type { Verdict } from '@eduscale/contracts/verdict'
import { Prisma, type Db } from '@eduscale/db'
import { isLeftByItsStep } from '../judging/battle-step.queries'
import { jobColumns } from '../judging/job.queries'
import type { StoredResult } from '../judging/present-submission'
import { countedRequeue, isOverdue } from '../judging/requeue.queries'
import type { Place } from '../judging/take-rounds'
import type { ItemRow } from './present-rejudge'
import { isChanged } from './rejudge.queries'

export async function hasItems(db: Db, setId: string): Promise<boolean> {
  return (await db.rejudgeItem.findFirst({ where: { setId }, select: { id: true } })) !== null
}

export async function hasUnjudged(db: Db, setId: string): Promise<boolean> {
  return (await db.rejudgeItem.findFirst({ where: { setId, newVerdict: null }, select: { id: true } })) !== null
}

const portion = 100

/** Marks the next ones as queued. */
export async function takePortion(db: Db, setId: string): Promise<{ id: string }[]> {
  return db.$queryRaw<{ id: string }[]>`
    UPDATE rejudge_item SET queued_at = clock_timestamp() WHERE id IN (
      SELECT id FROM rejudge_item WHERE set_id = ${setId}::uuid AND new_verdict IS NULL AND queued_at IS NULL
      LIMIT ${portion}::int FOR UPDATE SKIP LOCKED)
    RETURNING id`
}

/** What its job needs; null where it has its verdict. */
export async function findUnjudgedItem(db: Db, id: string) {
  return db.rejudgeItem.findUnique({ where: { id, newVerdict: null }, select: { submission: { select: jobColumns } } })
}

interface ItemsWanted {
  setId: string
  show: 'all' | 'changed'
  before: string | undefined
  after: string | undefined
  /** The last item of the page before. */
  cursor: string | undefined
  most: number
}

export async function listItems(db: Db, { setId, show, before, after, cursor, most }: ItemsWanted): Promise<ItemRow[]> {
  return db.$queryRaw<ItemRow[]>`
    SELECT i.id, i.submission_id AS "submissionId", u.id AS "userId", u.name AS "userName", s.problem_slug AS "problemSlug", s.language,
           s.battle_id AS "battleId", s.recv_at AS "receivedAt", i.old_verdict AS "oldVerdict", i.old_score AS "oldScore",
           i.new_verdict AS "newVerdict", i.new_score AS "newScore", ${isChanged} AS "isChanged", i.outcome
    FROM rejudge_item i JOIN submission s ON s.id = i.submission_id JOIN "user" u ON u.id = s.user_id
    WHERE i.set_id = ${setId}::uuid AND (${show === 'all'}::boolean OR ${isChanged})
      AND i.old_verdict = coalesce(${before ?? null}::text, i.old_verdict)
      AND (${after ?? null}::text IS NULL OR i.new_verdict = ${after ?? null}::text)
      AND (${cursor ?? null}::uuid IS NULL OR i.id > ${cursor ?? null}::uuid)
    ORDER BY i.id LIMIT ${most}::int`
}

/** Nothing of a set that isn't judged is queued any more; answers what was. */
export async function takeBackQueued(db: Db, setId: string): Promise<{ id: string; fedStep: number | null }[]> {
  const queued = await db.rejudgeItem.findMany({
    where: { setId, newVerdict: null, queuedAt: { not: null } },
    select: { id: true, fedStep: true },
  })
  await db.rejudgeItem.updateMany({ where: { setId, newVerdict: null }, data: { queuedAt: null } })
  return queued
}

interface Rejudgement {
  verdict: Verdict
  score: number | null
  result: StoredResult | null
}

/** False when it has a result: the first one stays. */
export async function storeRejudgement(db: Db, id: string, { verdict, score, result }: Rejudgement): Promise<boolean> {
  const { count } = await db.rejudgeItem.updateMany({
    where: { id, newVerdict: null },
    data: { newVerdict: verdict, newScore: score, newResult: result ?? Prisma.DbNull },
  })
  return count > 0
}

/** One more attempt was in vain. Not queued any more, so that its turn comes again. False when it was tried often enough. */
export async function countItemAttempt(db: Db, id: string, maxAttempts: number): Promise<boolean> {
  const { count } = await db.rejudgeItem.updateMany({
    where: { id, newVerdict: null, attempts: { lt: maxAttempts } },
    data: { attempts: { increment: 1 }, queuedAt: null },
  })
  return count > 0
}

const isOpen = Prisma.sql`i.new_verdict IS NULL AND ${isOverdue(Prisma.sql`i.queued_at`, Prisma.sql`i.requeues`)}`
const openItems = Prisma.sql`
  FROM rejudge_item i JOIN rejudge_set r ON r.id = i.set_id AND r.state = 'judging'
  JOIN submission s ON s.id = i.submission_id
  WHERE ${isOpen}`
export const itemsAreOpen = Prisma.sql`EXISTS (SELECT ${openItems})`

export interface OpenItem {
  id: string
  at: Date
  userId: string
  battleId: string | null
  requeues: number
  fedStep: number | null
  isLeft: boolean
}

const isLeft = isLeftByItsStep({ fedStep: Prisma.sql`i.fed_step`, submissionId: Prisma.sql`i.submission_id` })

export async function listOpenItems(db: Db, after: Place, most: number): Promise<OpenItem[]> {
  return db.sql<OpenItem>`
    SELECT i.id, i.queued_at AS at, s.user_id AS "userId", s.battle_id AS "battleId", i.requeues, i.fed_step AS "fedStep",
      ${isLeft} AS "isLeft"
    ${openItems} AND (i.queued_at, i.id) > (${after.at}::timestamptz, ${after.id}::uuid)
    ORDER BY i.queued_at, i.id LIMIT ${most}::int`
}

/** By one node alone. */
export async function claimItem(db: Db, id: string): Promise<boolean> {
  const claimed = await db.$executeRaw`
    UPDATE rejudge_item i SET queued_at = clock_timestamp(), requeues = ${countedRequeue} WHERE i.id = ${id}::uuid AND ${isOpen}`
  return claimed > 0
}
