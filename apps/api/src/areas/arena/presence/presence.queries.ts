import { Prisma, type Db } from '@eduscale/db'

export interface Player {
  battleId: string
  userId: string
}

function asRecords(players: readonly Player[]): string {
  return JSON.stringify(players.map(({ battleId, userId }) => ({ b: battleId, u: userId })))
}

/** Those of them whose lease nobody has renewed for so long. */
export async function listUnseen(db: Db, players: readonly Player[], sinceMs: number): Promise<Player[]> {
  return db.sql<Player>`
    SELECT p.battle_id AS "battleId", p.user_id AS "userId"
    FROM jsonb_to_recordset(${asRecords(players)}::jsonb) AS s(b uuid, u uuid)
    JOIN battle_player p ON p.battle_id = s.b AND p.user_id = s.u
    WHERE p.seen_at <= clock_timestamp() - ${sinceMs}::int * interval '1 millisecond'`
}

/**
 * Seen so long ago, 0 for now. In a storm of reconnects the same players are in several lists at once, of several nodes, and each list has
 * its own order: the rows are locked in one order first (a battle's transition does so too), or each would wait for the other's.
 */
export async function renewLeases(
  db: Db,
  players: readonly Player[],
  agoMs: number,
): Promise<(Player & { forfeitAt: Date | null })[]> {
  return db.sql<Player & { forfeitAt: Date | null }>`
    WITH held AS (
      SELECT h.battle_id, h.user_id
      FROM jsonb_to_recordset(${asRecords(players)}::jsonb) AS s(b uuid, u uuid)
      JOIN battle_player h ON h.battle_id = s.b AND h.user_id = s.u
      ORDER BY h.battle_id, h.user_id FOR NO KEY UPDATE OF h
    )
    UPDATE battle_player p SET seen_at = clock_timestamp() - ${Math.max(0, agoMs)}::int * interval '1 millisecond'
    FROM held WHERE p.battle_id = held.battle_id AND p.user_id = held.user_id
    RETURNING p.battle_id AS "battleId", p.user_id AS "userId", p.forfeit_at AS "forfeitAt"`
}

const gonePlayers = (leaseMs: number) => Prisma.sql`
  FROM battle b JOIN battle_player p ON p.battle_id = b.id
  WHERE b.state = 'RUNNING' AND p.forfeit_at IS NULL AND p.left_because IS NULL
    -- In a casual group nobody is kept waiting.
    AND (coalesce(b.rules->>'format', 'duel') = 'duel' OR (b.rules->>'isRanked')::boolean)
    AND greatest(p.seen_at, b.starts_at) < clock_timestamp() - ${leaseMs}::int * interval '1 millisecond'`
export const playersAreGone = (leaseMs: number) => Prisma.sql`EXISTS (SELECT ${gonePlayers(leaseMs)})`

export async function listGone(db: Db, leaseMs: number): Promise<Player[]> {
  return db.sql<Player>`SELECT p.battle_id AS "battleId", p.user_id AS "userId" ${gonePlayers(leaseMs)}`
}

const absentOfGroups = Prisma.sql`
  p.active_casual IS NOT NULL AND EXISTS (
    SELECT FROM battle b WHERE b.id = p.battle_id AND b.state = 'RUNNING' AND coalesce(b.rules->>'format', 'duel') <> 'duel'
      AND greatest(p.seen_at, b.starts_at) < clock_timestamp() - interval '2 minutes')`
export const groupsHoldAbsent = Prisma.sql`EXISTS (SELECT FROM battle_player p WHERE ${absentOfGroups})`

/** A casual group that plays for hours keeps nobody from other battles who has left its page. */
export async function releaseAbsent(db: Db): Promise<void> {
  await db.sql`
    UPDATE battle_player p SET active_casual = NULL FROM (
      SELECT p.battle_id, p.user_id FROM battle_player p WHERE ${absentOfGroups} ORDER BY p.battle_id, p.user_id FOR NO KEY UPDATE OF p
    ) held WHERE p.battle_id = held.battle_id AND p.user_id = held.user_id`
}
