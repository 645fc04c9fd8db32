import { Prisma, type Db, type DbTransaction } from '@eduscale/db'

/** A row of `fact` as it is read; a cursor that has passed it stands at its xid and id. */
export interface FactRow {
  id: string
  xid: string
  type: string
  subject: string
  number: number
  at: Date
  data: unknown
}

const transactionMs = 30_000

export function inTransaction<Result>(db: Db, work: (tx: DbTransaction) => Promise<Result>): Promise<Result> {
  return db.$transaction(work, { timeout: transactionMs, maxWait: transactionMs })
}

const columns = Prisma.sql`f.id::text AS id, f.xid::text AS xid, f.type, f.subject, f.number, f.at, f.data`

/**
 * Everything older than the oldest transaction that still writes is there to be seen; of what is newer, an earlier one may still come.
 * By `id` alone a fact would be lost whose transaction drew 5 and ends after that of 6 was read.
 */
const isSettled = Prisma.sql`f.xid < pg_snapshot_xmin(pg_current_snapshot())`

/** Whether a consumer has something to read, or to try again, or no cursor yet, as a condition. */
export function factsWait(consumer: string): Prisma.Sql {
  return Prisma.sql`NOT EXISTS (SELECT FROM fact_cursor WHERE consumer = ${consumer})
    OR EXISTS (
      SELECT FROM fact f WHERE (f.xid, f.id) > (SELECT xid, fact_id FROM fact_cursor WHERE consumer = ${consumer}) AND ${isSettled})
    OR EXISTS (SELECT FROM fact_retry WHERE next_at <= clock_timestamp() AND consumer = ${consumer})`
}

/** A consumer begins with the first fact there is. */
export async function addCursor(db: Db, consumer: string): Promise<void> {
  await db.$executeRaw`
    INSERT INTO fact_cursor (consumer, xid, fact_id) VALUES (${consumer}, '0'::xid8, 0) ON CONFLICT (consumer) DO NOTHING`
}

/** Holds the cursor until the transaction's end; false where another node has it. */
export async function holdCursor(tx: DbTransaction, consumer: string): Promise<boolean> {
  const rows = await tx.$queryRaw<object[]>`
    SELECT consumer FROM fact_cursor WHERE consumer = ${consumer} FOR UPDATE SKIP LOCKED`
  return rows.length > 0
}

/** The next ones of these types below the horizon, in order. */
export function readFacts(
  tx: DbTransaction,
  given: { consumer: string; types: readonly string[]; seenBelow: string; limit: number },
): Promise<FactRow[]> {
  const { consumer, types, seenBelow, limit } = given
  return tx.$queryRaw<FactRow[]>`
    SELECT ${columns} FROM fact f, fact_cursor c
    WHERE c.consumer = ${consumer} AND (f.xid, f.id) > (c.xid, c.fact_id) AND f.xid < ${seenBelow}::xid8
      AND f.type = ANY(${[...types]}::text[])
    ORDER BY f.xid, f.id LIMIT ${limit}::int`
}

/** Behind the last that was read; null: there was no other, and the cursor goes to where facts may still come. */
export async function moveCursor(tx: DbTransaction, consumer: string, last: FactRow | null, seenBelow: string): Promise<void> {
  const place = last ? Prisma.sql`(${last.xid}::xid8, ${last.id}::bigint)` : Prisma.sql`(${seenBelow}::xid8, 0)`
  await tx.$executeRaw`
    UPDATE fact_cursor SET (xid, fact_id) = ${place}, forgotten_at = NULL, highest_id = coalesce((SELECT max(id) FROM fact), 0)
    WHERE consumer = ${consumer} AND (xid, fact_id) < ${place}`
}

/** Below this everything is there to be seen, for whoever reads the facts afterwards. */
export async function readHorizon(tx: DbTransaction): Promise<string> {
  const [row] = await tx.$queryRaw<{ xmin: string }[]>`SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin`
  return row?.xmin ?? '0'
}

/** One that could not be applied is tried again, and the others go on. `waitMs` null: it is set aside. */
export async function postpone(
  tx: DbTransaction,
  given: { consumer: string; factId: string; tries: number; error: string; waitMs: number | null },
): Promise<void> {
  const { consumer, factId, tries, error, waitMs } = given
  await tx.$executeRaw`
    INSERT INTO fact_retry (consumer, fact_id, tries, error, next_at)
    VALUES (${consumer}, ${factId}::bigint, ${tries}, ${error},
      clock_timestamp() + ${waitMs}::double precision * interval '1 millisecond')`
}

export interface Attempt {
  /** This one included. */
  begun: number
  oneByOne: number
}

/**
 * Counts an attempt where it stays counted whatever becomes of this process: on a connection of its own, by whoever holds the cursor, so
 * that no two count at once.
 */
export async function countAttempt(db: Db, consumer: string): Promise<Attempt> {
  const [row] = await db.$queryRaw<Attempt[]>`
    INSERT INTO fact_attempt AS a (consumer, begun) VALUES (${consumer}, 1)
    ON CONFLICT (consumer) DO UPDATE SET begun = a.begun + 1 RETURNING begun, one_by_one AS "oneByOne"`
  return row ?? { begun: 1, oneByOne: 0 }
}

/** It came to its end; so many are to be read one by one from here on. */
export async function endAttempt(tx: DbTransaction, consumer: string, oneByOne: number): Promise<void> {
  await tx.$executeRaw`UPDATE fact_attempt SET begun = 0, one_by_one = ${oneByOne} WHERE consumer = ${consumer}`
}

/**
 * The next that is to be tried again. The try is counted at once, since the fact may end this process: it comes again after
 * `firstWaitMs`, doubled with each try, or never after the last.
 */
export async function claimRetry(
  db: Db,
  consumer: string,
  given: { maxTries: number; firstWaitMs: number; longestWaitMs: number },
): Promise<{ factId: string; isLast: boolean } | null> {
  const [row] = await db.$queryRaw<{ factId: string; isLast: boolean }[]>`
    UPDATE fact_retry r SET tries = r.tries + 1, error = ${unended},
      next_at = CASE WHEN r.tries + 1 >= ${given.maxTries}::int THEN NULL ELSE clock_timestamp()
        + least(${given.longestWaitMs}::int, ${given.firstWaitMs}::int * 2.0 ^ least(r.tries, 30)) * interval '1 millisecond' END
    FROM (
      SELECT consumer, fact_id FROM fact_retry WHERE consumer = ${consumer} AND next_at <= clock_timestamp()
      ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED) due
    WHERE r.consumer = due.consumer AND r.fact_id = due.fact_id
    RETURNING r.fact_id::text AS "factId", r.next_at IS NULL AS "isLast"`
  return row ?? null
}

/** What is said of a fact whose try came to no end: the process, or its database, went away meanwhile. */
export const unended = 'the process ended while it was applied'

/** Held until the transaction's end; null where another node has it, or has done it. */
export async function holdRetry(tx: DbTransaction, consumer: string, factId: string): Promise<FactRow | null> {
  const [row] = await tx.$queryRaw<FactRow[]>`
    SELECT ${columns} FROM fact_retry r JOIN fact f ON f.id = r.fact_id
    WHERE r.consumer = ${consumer} AND r.fact_id = ${factId}::bigint FOR UPDATE OF r SKIP LOCKED`
  return row ?? null
}

export async function removeRetry(tx: DbTransaction, consumer: string, factId: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM fact_retry WHERE consumer = ${consumer} AND fact_id = ${factId}::bigint`
}

export async function sayWhyRetryFailed(tx: DbTransaction, consumer: string, factId: string, error: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE fact_retry SET error = ${error} WHERE consumer = ${consumer} AND fact_id = ${factId}::bigint`
}

export interface ConsumerState {
  consumer: string
  /** Seconds since the oldest fact that it hasn't read, 0 when it has read all. */
  lagSeconds: number
  waiting: number
  setAside: number
}

export function readConsumerStates(db: Db): Promise<ConsumerState[]> {
  return db.$queryRaw<ConsumerState[]>`
    SELECT c.consumer,
      coalesce(extract(epoch FROM clock_timestamp() - (
        SELECT f.at FROM fact f WHERE (f.xid, f.id) > (c.xid, c.fact_id) ORDER BY f.xid, f.id LIMIT 1)), 0)::double precision AS "lagSeconds",
      (SELECT count(*)::int FROM fact_retry r WHERE r.consumer = c.consumer AND r.next_at IS NOT NULL) AS waiting,
      (SELECT count(*)::int FROM fact_retry r WHERE r.consumer = c.consumer AND r.next_at IS NULL) AS "setAside"
    FROM fact_cursor c WHERE c.forgotten_at IS NULL ORDER BY c.consumer`
}

/** Who holds facts back: the oldest transaction that writes, if it has done so for longer than a moment. */
export async function findOldestWriter(db: Db): Promise<{ seconds: number; name: string; pid: number } | null> {
  const [row] = await db.$queryRaw<{ seconds: number; name: string; pid: number }[]>`
    SELECT extract(epoch FROM clock_timestamp() - xact_start)::double precision AS seconds, application_name AS name, pid
    FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND datname = current_database() AND xact_start IS NOT NULL
    ORDER BY xact_start LIMIT 1`
  return row ?? null
}

/** After a logical restore the numbers of old transactions lie in the future, and facts of now would be read before them. */
export async function liesInFuture(db: DbTransaction): Promise<boolean> {
  const [row] = await db.$queryRaw<{ isAhead: boolean }[]>`
    SELECT greatest((SELECT max(xid) FROM fact), (SELECT max(xid) FROM fact_cursor)) > pg_snapshot_xmax(pg_current_snapshot()) AS "isAhead"`
  return row?.isAhead ?? false
}

/**
 * After such a restore: all facts become older than anything now, in the order in which they were, those that were written since as the
 * last; their ids are their places then. Cursors stay where they are among them. False where nothing lay in the future.
 */
export function rebaseFacts(db: Db): Promise<boolean> {
  return db.$transaction(
    async (tx) => {
      await tx.$executeRaw`LOCK TABLE fact, fact_cursor, fact_retry IN ACCESS EXCLUSIVE MODE`
      if (!(await liesInFuture(tx))) return false
      // Ids go on where they were, so what came since has higher ones than any fact or cursor of before.
      const [{ last } = { last: '0' }] = await tx.$queryRaw<{ last: string }[]>`
        SELECT greatest(
          (SELECT max(id) FROM fact WHERE xid > pg_snapshot_xmax(pg_current_snapshot())),
          (SELECT max(highest_id) FROM fact_cursor WHERE xid > pg_snapshot_xmax(pg_current_snapshot())), 0)::text AS last`
      await tx.$executeRaw`
        UPDATE fact_cursor c SET xid = '1'::xid8, fact_id = (
          SELECT count(*) FROM fact f WHERE f.id <= ${last}::bigint AND (f.xid, f.id) <= (c.xid, c.fact_id))`
      await tx.$executeRaw`
        UPDATE fact f SET xid = '1'::xid8, id = -p.place
        FROM (SELECT id, row_number() OVER (ORDER BY id > ${last}::bigint, xid, id) AS place FROM fact) p WHERE f.id = p.id`
      const count = await tx.$executeRaw`UPDATE fact SET id = -id`
      await tx.$executeRaw`UPDATE fact_cursor SET highest_id = ${count}::bigint`
      if (count > 0) await tx.$queryRaw`SELECT setval('fact_id_seq', ${count}::bigint)::text`
      return true
    },
    { timeout: 600_000 },
  )
}

/** Facts that everybody has passed are kept for this long. */
export async function pruneFacts(db: Db): Promise<number> {
  await db.$executeRaw`
    DELETE FROM fact_retry r USING fact_cursor c, fact f
    WHERE c.consumer = r.consumer AND c.forgotten_at IS NOT NULL
      AND f.id = r.fact_id AND f.at < clock_timestamp() - interval '30 days'`
  return db.$executeRaw`
    DELETE FROM fact f WHERE f.at < clock_timestamp() - interval '30 days'
      AND NOT EXISTS (SELECT FROM fact_cursor c WHERE (c.xid, c.fact_id) < (f.xid, f.id) AND c.forgotten_at IS NULL)
      AND NOT EXISTS (SELECT FROM fact_retry r WHERE r.fact_id = f.id)`
}

export interface SetAside {
  consumer: string
  factId: string
  type: string
  subject: string
  tries: number
  error: string
  /** Null: set aside. */
  nextAt: Date | null
}

export function listRetries(db: Db): Promise<SetAside[]> {
  return db.$queryRaw<SetAside[]>`
    SELECT r.consumer, r.fact_id::text AS "factId", f.type, f.subject, r.tries, r.error, r.next_at AS "nextAt"
    FROM fact_retry r JOIN fact f ON f.id = r.fact_id JOIN fact_cursor c ON c.consumer = r.consumer AND c.forgotten_at IS NULL
    ORDER BY r.next_at NULLS FIRST, r.consumer, r.fact_id LIMIT 1000`
}

/** From the first try again, at once. False where there is no such one. */
export async function retryFact(db: Db, consumer: string, factId: bigint): Promise<boolean> {
  const count = await db.$executeRaw`
    UPDATE fact_retry SET tries = 0, next_at = clock_timestamp() WHERE consumer = ${consumer} AND fact_id = ${factId}`
  return count > 0
}

/**
 * A consumer that is no more: what it has not read is kept for nobody from now on. False where there is no such one. Its place is kept,
 * since one that still runs, or comes back, must not be told again what it has counted.
 */
export async function forgetConsumer(db: Db, consumer: string): Promise<boolean> {
  const count = await db.$executeRaw`
    UPDATE fact_cursor SET forgotten_at = clock_timestamp() WHERE consumer = ${consumer} AND forgotten_at IS NULL`
  return count > 0
}

/** The consumer never gets it. False where there is no such one. */
export async function skipFact(db: Db, consumer: string, factId: bigint): Promise<boolean> {
  return (await db.$executeRaw`DELETE FROM fact_retry WHERE consumer = ${consumer} AND fact_id = ${factId}`) > 0
}
