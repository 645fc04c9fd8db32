import { Prisma, type Db, type DbTransaction } from '@eduscale/db'
import type { Waiting } from '@eduscale/rules/matchmaking'
import { listStates } from '../../../app/battle-states.queries'

/** One turn's worth of the queue; the rest comes with the next. */
const perTurn = 200

/** A ticket is kept alive by its owner's page; one that nobody has asked after for so long is closed, and until then not matched. */
const ticketLeaseMs = 45_000

/**
 * Everybody who can be matched now, the longest-waiting first, locked until the transaction ends; whom another matcher has locked is
 * left to it. Nobody who plays, and nobody at all while nothing can be judged.
 */
async function lockOpenTickets(tx: DbTransaction): Promise<Waiting[]> {
  return tx.$queryRaw<Waiting[]>`
    SELECT t.id, t.user_id AS "userId", t.is_ranked AS "isRanked", t.difficulty, t.language, t.rating, t.deviation,
      (extract(epoch FROM clock_timestamp() - t.created_at) * 1000)::double precision AS "waitedMs",
      ARRAY(
        SELECT other.user_id::text FROM battle_player own
        JOIN battle b ON b.id = own.battle_id AND b.origin_kind = 'match'
        JOIN battle_player other ON other.battle_id = b.id AND other.user_id <> t.user_id
        WHERE own.user_id = t.user_id
        ORDER BY b.created_at DESC LIMIT 3
      ) AS "recentOpponents"
    FROM ticket t
    WHERE t.state = 'open' AND t.seen_at >= clock_timestamp() - ${ticketLeaseMs}::int * interval '1 millisecond'
      AND NOT EXISTS (
        SELECT 1 FROM battle_player p JOIN battle b ON b.id = p.battle_id
        WHERE p.user_id = t.user_id AND (p.left_because IS NULL OR p.is_active_ranked) AND b.state IN ${listStates('busy')})
      AND EXISTS (SELECT 1 FROM execution_state WHERE state = 'judging')
    ORDER BY t.created_at LIMIT ${perTurn} FOR UPDATE OF t SKIP LOCKED`
}

/** The tickets stay locked until `work` has ended, and what it writes in `tx` is written with its end. */
export async function withOpenTickets<Result>(
  db: Db,
  work: (tx: DbTransaction, waiting: Waiting[]) => Promise<Result>,
): Promise<Result> {
  return db.$transaction(async (tx) => work(tx, await lockOpenTickets(tx)), { timeout: 20_000 })
}

export const severalWait = Prisma.sql`SELECT count(*) > 1 FROM (SELECT FROM ticket WHERE state = 'open' LIMIT 2) waiting`

export async function doSeveralWait(db: Db): Promise<boolean> {
  const [waiting] = await db.sql<{ several: boolean }>`SELECT (${severalWait}) AS several`
  return waiting?.several ?? false
}

export async function closeMatched(tx: DbTransaction, battleId: string, [first, second]: [string, string]): Promise<void> {
  await tx.$executeRaw`
    UPDATE ticket SET state = 'matched', battle_id = ${battleId}::uuid, closed_at = clock_timestamp()
    WHERE id IN (${first}::uuid, ${second}::uuid)`
}

const leftAlone = Prisma.sql`state = 'open' AND seen_at < clock_timestamp() - ${ticketLeaseMs}::int * interval '1 millisecond'`
export const ticketsExpire = Prisma.sql`EXISTS (SELECT FROM ticket WHERE ${leftAlone})`

/** Answers whose they were. */
export async function closeLeftAlone(db: Db): Promise<string[]> {
  const expired = await db.$queryRaw<{ user_id: string }[]>`
    UPDATE ticket SET state = 'expired', closed_at = clock_timestamp()
    WHERE id IN (SELECT id FROM ticket WHERE ${leftAlone} ORDER BY id FOR NO KEY UPDATE SKIP LOCKED) RETURNING user_id`
  return expired.map(({ user_id: userId }) => userId)
}
