import { randomUUID } from 'node:crypto'
import type { Db, DbTransaction } from '@eduscale/db'
import { listStates } from '../../../app/battle-states.queries'

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
    JOIN battle b ON b.id = p.battle_id AND b.origin_kind = 'match' AND b.state IN ${listStates('endedByPlayers')}
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

interface TicketWish {
  isRanked: boolean
  difficulty: string | null
  language: string | null
}

/** With the player's rating of now. Throws where they have an open one (`isUniqueViolation`). */
export async function createTicket(db: Db, userId: string, wish: TicketWish): Promise<void> {
  const rating = await db.rating.findUnique({ where: { userId }, select: { rating: true, deviation: true } })
  await db.ticket.create({
    data: { id: randomUUID(), userId, state: 'open', ...wish, ...(rating ?? { rating: 1500, deviation: 350 }) },
  })
}

export async function findLastTicket(db: Db, userId: string) {
  return db.ticket.findFirst({ where: { userId }, orderBy: { createdAt: 'desc' } })
}

export async function countOthersWaiting(db: Db, { userId, isRanked }: { userId: string; isRanked: boolean }): Promise<number> {
  return db.ticket.count({ where: { state: 'open', isRanked, userId: { not: userId } } })
}

export async function countWaitingPlayers(db: Db): Promise<number> {
  return db.ticket.count({ where: { state: 'open' } })
}

export async function renewTicket(db: Db, userId: string): Promise<void> {
  await db.sql`UPDATE ticket SET seen_at = clock_timestamp() WHERE user_id = ${userId}::uuid AND state = 'open'`
}

/** False when there was no open one. */
export async function cancelTicket(db: Db, userId: string): Promise<boolean> {
  const { count } = await db.ticket.updateMany({
    where: { userId, state: 'open' },
    data: { state: 'cancelled', closedAt: new Date() },
  })
  return count > 0
}

/** Those of before an instant: told of it late, or twice, it takes nothing that came after. */
export async function closeTickets(tx: DbTransaction, userId: string, before: Date): Promise<void> {
  await tx.ticket.updateMany({
    where: { userId, state: 'open', createdAt: { lte: before } },
    data: { state: 'cancelled', closedAt: new Date() },
  })
}
