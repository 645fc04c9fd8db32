import { randomUUID } from 'node:crypto'
import type { SessionEnd } from '@eduscale/contracts/session'
import { Prisma, type Db } from '@eduscale/db'
import { isBanned } from '../access/ban.queries'
import { writeNoticeFrom } from '../mail/mail.queries'
import type { RefreshKey } from './refresh-key'

/** Not used for so long, a session is over; and after so long however much it was used. */
const idleDays = 30
const sessionDays = 90

/** Of one person: more browsers than anybody has. Another one ends the oldest. */
const mostSessions = 100

/**
 * A key this young is handed out again instead of being replaced. Chromium writes its cookies every 30 s: a browser that crashes comes back
 * with a jar that is older by one key, and never by two, however many tabs it has.
 */
export const youngSeconds = 60

/** The key before the predecessor may still be on its way from another tab. */
export const graceSeconds = 20

/**
 * Two who hold the same key and take turns are never two apart: each time one of them shows the predecessor, late. A lost answer looks the
 * same once, and hardly so often in a row.
 */
const mostLateSteps = 20

/** Where somebody signs in from, as they are shown it. */
export interface Whence {
  device: string | null
  network: string | null
}

/** A new family with its first key. `secondsLeft`: of one that nothing renews. */
export async function createSession(
  db: Db,
  given: Whence & { userId: string; secondsLeft?: number | null },
): Promise<{ sessionId: string; ended: string[] }> {
  const sessionId = randomUUID()
  const seconds = given.secondsLeft ?? sessionDays * 86_400
  const ended = await db.sql<{ id: string }>`
    WITH made AS (
      INSERT INTO session (id, user_id, ends_at, device, network)
      VALUES (${sessionId}::uuid, ${given.userId}::uuid, now() + ${seconds}::int * interval '1 second', ${given.device}, ${given.network})
    )
    UPDATE session SET withdrawn_at = clock_timestamp(), reason = 'too-many' WHERE withdrawn_at IS NULL AND id IN (
      SELECT id FROM session WHERE user_id = ${given.userId}::uuid AND withdrawn_at IS NULL
      ORDER BY created_at DESC OFFSET ${mostSessions - 1}::int)
    RETURNING id`
  return { sessionId, ended: ended.map(({ id }) => id) }
}

export type Presented = { is: 'valid'; userId: string; number: number } | { is: 'stolen'; userId: string } | { is: 'over' }

/**
 * Somebody shows a key. One statement decides what becomes of it, so that of many at the same moment each is judged by what the one before
 * has left; the successor of a key is the same for all who ask for it. The numbers, N being the newest:
 *   N      is replaced by N + 1, unless it is young, or was given out again a moment ago; one above N is of a time that a restored database has forgotten
 *   N - 1  an answer that was lost, or a jar that was rolled back: gets N, until that has been replaced
 *   N - 2  another tab's, that was on its way: gets N for twenty seconds
 *   older, or later, or late again and again: two have it, and nobody can tell who is its owner. The family ends.
 * Number 0 is a token of before there were keys: many tabs have the same, so a late one is refused and nothing else.
 */
export async function presentKey(
  db: Db,
  { sessionId, number: shown }: RefreshKey,
  { network }: Pick<Whence, 'network'>,
): Promise<Presented> {
  const k = Prisma.sql`${shown}::int`
  // The time of the statement's beginning: whoever has waited for another to be judged came earlier than that one's outcome.
  const olderThan = (seconds: number, at: 'rotated_at' | 'given_at' = 'rotated_at') =>
    Prisma.sql`${Prisma.raw(at)} < now() - ${seconds}::int * interval '1 second'`
  const rotates = Prisma.sql`(${k} > number OR ${k} = number AND ${olderThan(youngSeconds, 'given_at')})`
  const isLate = Prisma.sql`(${k} > 0 AND ${k} = number - 1 AND ${olderThan(graceSeconds)})`
  // Somebody has had the newest one, and somebody shows the former one again: not once more because an answer was lost.
  const isGivenAgain = Prisma.sql`(${isLate} AND ${olderThan(graceSeconds, 'given_at')})`
  const streak = Prisma.sql`(CASE late_step WHEN number THEN late_streak + (is_shown AND ${isGivenAgain})::int WHEN number - 1 THEN late_streak + 1 ELSE 1 END)`
  const isBehind = Prisma.sql`(${k} < number - 2 OR ${k} = number - 2 AND ${olderThan(graceSeconds)})`
  const isStolen = Prisma.sql`(${k} > 0 AND (${isBehind} OR ${isLate} AND ${streak} >= ${mostLateSteps}::int))`
  const [row] = await db.sql<{ userId: string; number: number; isStolen: boolean; isTaken: boolean }>`
    WITH presented AS (
      UPDATE session SET
        number = CASE WHEN ${rotates} THEN ${k} + 1 ELSE number END,
        rotated_at = CASE WHEN ${rotates} THEN clock_timestamp() ELSE rotated_at END,
        given_at = CASE WHEN ${rotates} OR ${isGivenAgain} THEN clock_timestamp() ELSE given_at END,
        is_shown = NOT ${rotates} AND NOT ${isGivenAgain} AND (is_shown OR ${k} = number),
        late_streak = CASE WHEN ${isLate} THEN ${streak} ELSE late_streak END,
        late_step = CASE WHEN ${isLate} THEN number ELSE late_step END,
        withdrawn_at = CASE WHEN ${isStolen} THEN clock_timestamp() END,
        reason = CASE WHEN ${isStolen} THEN 'stolen' END,
        last_used_at = greatest(last_used_at, now()),
        network = coalesce(${network}::text, network)
      WHERE id = ${sessionId}::uuid AND ${isOpen}
      RETURNING id, user_id, number, rotated_at, device, network, withdrawn_at
    ), audited AS (
      INSERT INTO audit_entry (actor_id, action, person_id, subject, data)
      SELECT user_id, 'session-stolen', user_id, user_id, jsonb_build_object('session', id, 'device', device, 'network', network, 'key', ${k}, 'newest', number)
      FROM presented WHERE withdrawn_at IS NOT NULL
    ), mailed AS (${writeNoticeFrom('session-stolen', Prisma.sql`(SELECT id, user_id FROM presented WHERE withdrawn_at IS NOT NULL)`)})
    SELECT user_id AS "userId", number, withdrawn_at IS NOT NULL AS "isStolen", NOT ${isBehind} AS "isTaken" FROM presented`
  if (!row || (!row.isTaken && !row.isStolen)) return { is: 'over' }
  return row.isStolen ? { is: 'stolen', userId: row.userId } : { is: 'valid', userId: row.userId, number: row.number }
}

const isOpen = Prisma.sql`(withdrawn_at IS NULL AND ends_at > now() AND last_used_at > now() - ${idleDays}::int * interval '1 day')`

/** Why it ended, null where it isn't known, or has only run out. */
export async function findSessionEnd(db: Db, sessionId: string): Promise<SessionEnd | null> {
  const [row] = await db.sql<{ reason: SessionEnd | null }>`SELECT reason FROM session WHERE id = ${sessionId}::uuid`
  return row?.reason ?? null
}

/** Returns whose it was; null where it had ended. */
export async function endSession(db: Db, sessionId: string, reason: SessionEnd): Promise<string | null> {
  const [row] = await db.sql<{ userId: string }>`
    UPDATE session SET withdrawn_at = clock_timestamp(), reason = ${reason}
    WHERE id = ${sessionId}::uuid AND withdrawn_at IS NULL RETURNING user_id AS "userId"`
  return row?.userId ?? null
}

/** Ends all sessions of somebody, or one, or all but one; returns those that have ended. Tokens of before end with all of them. */
export async function endSessions(
  db: Pick<Db, '$queryRaw' | '$executeRaw'>,
  userId: string,
  { reason, only = null, except = null }: { reason: SessionEnd; only?: string | null; except?: string | null },
): Promise<string[]> {
  // A statement of its own: it waits for an exchange on its way, whose session the next one sees then.
  if (only === null) await db.$executeRaw`DELETE FROM bearer_token WHERE user_id = ${userId}::uuid`
  const rows = await db.$queryRaw<{ id: string }[]>`
    UPDATE session SET withdrawn_at = clock_timestamp(), reason = ${reason}
    WHERE user_id = ${userId}::uuid AND withdrawn_at IS NULL
      AND (${only}::uuid IS NULL OR id = ${only}::uuid) AND id IS DISTINCT FROM ${except}::uuid
    RETURNING id::text`
  return rows.map(({ id }) => id)
}

export interface SessionRow extends Whence {
  id: string
  createdAt: Date
  lastUsedAt: Date
  /** Of one that was ended because two had its key. */
  withdrawnAt: Date | null
}

/**
 * Those that are open, and those of the last month that were stolen; the newest use first, and not to the minute: who has one of them could
 * follow another one's use so closely that nobody would tell them apart.
 */
export async function listSessions(db: Db, userId: string): Promise<SessionRow[]> {
  return db.sql<SessionRow>`
    SELECT id, device, network, created_at AS "createdAt", greatest(created_at, date_bin('5 minutes', last_used_at, 'epoch')) AS "lastUsedAt", withdrawn_at AS "withdrawnAt" FROM session
    WHERE user_id = ${userId}::uuid
      AND (${isOpen} OR reason = 'stolen' AND withdrawn_at > now() - interval '1 month')
    ORDER BY last_used_at DESC LIMIT ${2 * mostSessions}::int`
}

/** Those of them that nobody has ended, of people who may be here. One that has run out meanwhile keeps its connections: a battle may go on by them. */
export async function listValidSessions(db: Db, sessions: readonly string[]): Promise<string[]> {
  const rows = await db.sql<{ id: string }>`
    SELECT id FROM session WHERE id = ANY(${[...sessions]}::uuid[]) AND withdrawn_at IS NULL
      AND NOT ${isBanned(Prisma.sql`session.user_id`)}`
  return rows.map(({ id }) => id)
}

/** What the cookies of this platform are called by. */
export async function getInstallationId(db: Db): Promise<string> {
  const { id } = await db.installation.findFirstOrThrow()
  return id
}
