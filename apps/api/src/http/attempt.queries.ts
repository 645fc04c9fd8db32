import { randomUUID } from 'node:crypto'
import type { Db } from '@eduscale/db'

/** One person's attempt at one route, under an id of theirs. */
export interface Attempt {
  userId: string
  route: string
  id: string
  /** Of what was given: another one under the same id is another request. */
  givenHash: Uint8Array<ArrayBuffer>
}

export interface StoredAnswer {
  status: number
  /** JSON. */
  body: string
}

export type Claim =
  /** To be carried out now, by whoever has this claim. */
  | { is: 'ours'; holder: string }
  | { is: 'answered'; answer: StoredAnswer }
  /** Somebody else is at it. */
  | { is: 'running' }
  /** Something else was given under this id. */
  | { is: 'different' }

/** When an attempt's holder counts as gone. */
export interface Lease {
  /** Not heard of for this long, while its node has no connection left from then. */
  silentMs: number
  /** Not heard of for this long, whatever its connections say: a machine that vanished closes none. */
  lostMs: number
}

/**
 * Takes an attempt on, unless somebody has; the key makes one of many at the same moment the first. One whose holder is gone is taken over.
 * A node that stands still isn't gone: it has its connections, and may go on. Where one was killed, its last statement comes to its end
 * before its connection does, and so before this.
 */
export async function claimAttempt(db: Db, attempt: Attempt, { silentMs, lostMs }: Lease): Promise<Claim> {
  const { userId, route, id, givenHash } = attempt
  const holder = randomUUID()
  const taken = await db.sql<{ holder: string }>`
    INSERT INTO http_attempt AS a (user_id, route, id, given_hash, holder, node)
    VALUES (${userId}::uuid, ${route}, ${id}::uuid, ${givenHash}::bytea, ${holder}::uuid, current_setting('application_name'))
    ON CONFLICT (user_id, route, id) DO UPDATE
      SET holder = excluded.holder, node = excluded.node, started_at = clock_timestamp(), seen_at = clock_timestamp()
      WHERE a.status IS NULL AND a.given_hash = excluded.given_hash
        AND a.seen_at < clock_timestamp() - ${silentMs}::int * interval '1 millisecond'
        AND (a.seen_at < clock_timestamp() - ${lostMs}::int * interval '1 millisecond' OR a.node IS NOT NULL AND NOT EXISTS (
          SELECT FROM pg_stat_activity c
          WHERE c.datname = current_database() AND c.application_name = a.node AND c.backend_start <= a.seen_at))
    RETURNING holder`
  if (taken.length > 0) return { is: 'ours', holder }
  const [row] = await db.sql<{ isSame: boolean; status: number | null; body: string | null }>`
    SELECT given_hash = ${givenHash}::bytea AS "isSame", status, body FROM http_attempt
    WHERE user_id = ${userId}::uuid AND route = ${route} AND id = ${id}::uuid`
  // Given up at this very moment: it is to be taken on the next time.
  if (!row) return { is: 'running' }
  if (!row.isSame) return { is: 'different' }
  return row.status === null ? { is: 'running' } : { is: 'answered', answer: { status: row.status, body: row.body ?? '' } }
}

/** The holder is still at it. False where it was taken for gone. */
export async function renewAttempt(db: Db, attempt: Attempt, holder: string): Promise<boolean> {
  const { userId, route, id } = attempt
  const renewed = await db.sql<{ id: string }>`
    UPDATE http_attempt SET seen_at = clock_timestamp()
    WHERE user_id = ${userId}::uuid AND route = ${route} AND id = ${id}::uuid AND holder = ${holder}::uuid
    RETURNING id`
  return renewed.length > 0
}

/** Nothing, where the claim was taken over meanwhile. */
export async function keepAnswer(db: Db, attempt: Attempt, holder: string, { status, body }: StoredAnswer): Promise<void> {
  const { userId, route, id } = attempt
  await db.sql`
    UPDATE http_attempt SET status = ${status}::int, body = ${body}
    WHERE user_id = ${userId}::uuid AND route = ${route} AND id = ${id}::uuid AND holder = ${holder}::uuid`
}

/** As if it had never been tried. */
export async function forgetAttempt(db: Db, attempt: Attempt, holder: string): Promise<void> {
  const { userId, route, id } = attempt
  await db.sql`
    DELETE FROM http_attempt
    WHERE user_id = ${userId}::uuid AND route = ${route} AND id = ${id}::uuid AND holder = ${holder}::uuid AND status IS NULL`
}

/** Nobody repeats a request a day later. */
export async function pruneAttempts(db: Db): Promise<number> {
  return db.$executeRaw`DELETE FROM http_attempt WHERE started_at < clock_timestamp() - interval '24 hours'`
}
