import type { Db, DbTransaction } from '@eduscale/db'
import type { Waiting } from '@eduscale/rules/matchmaking'

/** One turn's worth of the queue; the rest comes with the next. */
const perTurn = 200

/** A ticket is kept alive by its owner's page; one that nobody has asked after for so long is closed, and until then not matched. */
export const ticketLeaseMs = 45_000

/**
 * Everybody who can be matched now, the longest-waiting first, locked until the transaction ends; whom another matcher has locked is
 * left to it. Nobody who plays, and nobody at all while nothing can be judged.
 */
export async function lockOpenTickets(tx: DbTransaction): Promise<Waiting[]> {
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
        WHERE p.user_id = t.user_id AND (p.left_because IS NULL OR p.is_active_ranked) AND b.state IN ('READY_CHECK', 'COUNTDOWN', 'RUNNING', 'SUSPENDED', 'JUDGING'))
      AND EXISTS (SELECT 1 FROM execution_state WHERE state = 'judging')
    ORDER BY t.created_at LIMIT ${perTurn} FOR UPDATE OF t SKIP LOCKED`
}

interface WaitOf {
  isRanked: boolean
  difficulty: string | null
  rating: number
}

/** The median wait of the last fifty like tickets of the day; null when there were fewer than three. */
export async function findExpectedWaitMs(db: Db, { isRanked, difficulty, rating }: WaitOf): Promise<number | null> {
  const rows = await db.$queryRaw<{ median: number | null; count: number }[]>`
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY waited_ms) AS median, count(*)::int AS count
    FROM (
      SELECT (extract(epoch FROM closed_at - created_at) * 1000)::double precision AS waited_ms
      FROM ticket
      WHERE state = 'matched' AND closed_at > clock_timestamp() - interval '1 day' AND is_ranked = ${isRanked}
        AND abs(rating - ${rating}::double precision) <= 200
        AND (difficulty IS NULL OR ${difficulty}::text IS NULL OR difficulty = ${difficulty}::text)
      ORDER BY closed_at DESC LIMIT 50
    ) AS lately`
  const [row] = rows
  return row && row.median !== null && row.count >= 3 ? Math.round(row.median) : null
}

/**
 * When a user left opponents alone whom the queue had given them, in milliseconds since the epoch: declined, not ready in time, or
 * lost by staying away.
 */
export async function listDesertions(db: Db, userId: string, withinMs: number): Promise<number[]> {
  const rows = await db.$queryRaw<{ at: Date }[]>`
    SELECT e.at FROM battle_player p
    JOIN battle b ON b.id = p.battle_id AND b.origin_kind = 'match' AND b.state IN ('ABORTED', 'FINISHED')
    JOIN battle_event e ON e.battle_id = b.id AND e.seq > 1 AND e.type IN ('battle:aborted', 'battle:finished')
    WHERE p.user_id = ${userId}::uuid AND e.at > clock_timestamp() - ${withinMs}::int * interval '1 millisecond'
      AND CASE e.data->>'reason'
        WHEN 'declined' THEN e.data->>'userId' = ${userId}
        WHEN 'no-show' THEN p.ready_at IS NULL
        WHEN 'forfeit' THEN e.data->>'winnerId' IS DISTINCT FROM ${userId}
        ELSE false END
    ORDER BY e.at`
  return rows.map((row) => row.at.getTime())
}

export async function countOpenTickets(db: Db, userId: string): Promise<number> {
  return db.ticket.count({ where: { userId, state: 'open' } })
}
