import { loggedEventSchema } from '@eduscale/contracts/battle'
import { cursorSchema, editBatchSchema } from '@eduscale/contracts/typing'
import type { WatchedCaret, WatchedEdits } from '@eduscale/contracts/watch'
import type { Ev } from '@eduscale/contracts/room'
import { Prisma, type Db } from '@eduscale/db'
import { listStates } from '../../../app/battle-states.queries'

export interface WatchCursor {
  battleId: string
  /** The last event shown. */
  seq: number
  /** The last batch of typing shown, by player. */
  edits: Map<string, number>
  /** The last batch whose caret was shown, by player. */
  carets: Map<string, number>
}

export interface WatchReading {
  delayMs: number
  maxRows: number
}

/** What spectators may see by now: all that is older than the delay, or everything once the battle is over. */
const isShown = (delayMs: number) => Prisma.sql`(
  e.at <= clock_timestamp() - ${delayMs}::int * interval '1 millisecond' OR b.state IN ${listStates('over')})`

/** The events after each cursor that spectators may see by now, in the order of the log. */
export async function readWatchedEvents(db: Db, cursors: readonly WatchCursor[], reading: WatchReading): Promise<Ev[]> {
  const positions = cursors.map(({ battleId, seq }) => ({ battleId, seq }))
  const rows = await db.sql<{ b: string; seq: number; type: string; actor: string | null; data: unknown; at: Date }>`
    SELECT e.battle_id AS b, e.seq, e.type, e.actor, e.data, e.at
    FROM jsonb_to_recordset(${JSON.stringify(positions)}::jsonb) AS c("battleId" uuid, seq int)
    JOIN battle b ON b.id = c."battleId" JOIN battle_event e ON e.battle_id = b.id AND e.seq > c.seq
    WHERE ${isShown(reading.delayMs)} ORDER BY e.battle_id, e.seq LIMIT ${reading.maxRows}`
  return rows.map(({ b, seq, type, actor, data, at }) => ({
    b,
    ...loggedEventSchema.parse({ seq, at: at.toISOString(), actor, t: type, d: data }),
  }))
}

/** Nobody's code is seen before the end, unless both players of a duel allow it. */
const isCodeShown = Prisma.sql`(b.state IN ${listStates('over')}
  OR (coalesce(b.rules->>'format', 'duel') = 'duel'
    AND NOT EXISTS (SELECT FROM battle_player p WHERE p.battle_id = b.id AND NOT p.allows_live_code)))`

/** Those of the battles whose code spectators may see. */
export async function listShownCode(db: Db, battleIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.sql<{ id: string }>`
    SELECT b.id FROM battle b WHERE b.id = ANY(${battleIds}::uuid[]) AND ${isCodeShown}`
  return new Set(rows.map(({ id }) => id))
}

/** Where those stand who have typed since each cursor, as far as spectators may see by now; the newest of each player. */
export async function readWatchedCarets(
  db: Db,
  cursors: readonly WatchCursor[],
  reading: WatchReading,
): Promise<(WatchedCaret & { b: string; n: number })[]> {
  const positions = cursors.map(({ battleId, carets }) => ({ battleId, shown: Object.fromEntries(carets) }))
  const rows = await db.sql<{ b: string; user_id: string; n: number; cursor: unknown }>`
    SELECT DISTINCT ON (e.battle_id, e.user_id) e.battle_id AS b, e.user_id, e.n, e.ops->-1->'cursor' AS cursor
    FROM jsonb_to_recordset(${JSON.stringify(positions)}::jsonb) AS c("battleId" uuid, shown jsonb)
    JOIN battle b ON b.id = c."battleId"
    JOIN battle_edit e ON e.battle_id = b.id AND e.n > coalesce((c.shown->>e.user_id::text)::int, 0)
    WHERE ${isShown(reading.delayMs)} AND e.ops->-1 ? 'cursor' ORDER BY e.battle_id, e.user_id, e.n DESC LIMIT ${reading.maxRows}`
  return rows.map(({ b, user_id: userId, n, cursor }) => ({ b, userId, n, cursor: cursorSchema.parse(cursor) }))
}

/** The typing after each cursor that spectators may see by now, by battle and player in the order of `n`. */
export async function readWatchedEdits(db: Db, cursors: readonly WatchCursor[], reading: WatchReading): Promise<WatchedEdits[]> {
  const positions = cursors.map(({ battleId, edits }) => ({ battleId, shown: Object.fromEntries(edits) }))
  const rows = await db.sql<{ b: string; user_id: string; n: number; language: string; ops: unknown }>`
    SELECT e.battle_id AS b, e.user_id, e.n, e.language, e.ops
    FROM jsonb_to_recordset(${JSON.stringify(positions)}::jsonb) AS c("battleId" uuid, shown jsonb)
    JOIN battle b ON b.id = c."battleId"
    JOIN battle_edit e ON e.battle_id = b.id AND e.n > coalesce((c.shown->>e.user_id::text)::int, 0)
    WHERE ${isShown(reading.delayMs)} AND ${isCodeShown} ORDER BY e.battle_id, e.user_id, e.n LIMIT ${reading.maxRows}`
  const found = new Map<string, WatchedEdits>()
  for (const { b, user_id: userId, n, language, ops } of rows) {
    const key = `${b}:${userId}`
    const edits = found.get(key) ?? { b, userId, batches: [] }
    found.set(key, edits)
    edits.batches.push(editBatchSchema.parse({ n, language, ops }))
  }
  return [...found.values()]
}

/** Whoever has watched a battle that takes latecomers can't come to play in it. */
export async function rememberWatcher(db: Db, battleId: string, userId: string): Promise<void> {
  await db.sql`
    INSERT INTO battle_watcher (battle_id, user_id)
    SELECT b.id, ${userId}::uuid FROM battle b
    WHERE b.id = ${battleId}::uuid AND (b.rules->>'mayJoinLate')::boolean AND b.state NOT IN ${listStates('over')}
    ON CONFLICT DO NOTHING`
}

export async function hasWatched(db: Db, battleId: string, userId: string): Promise<boolean> {
  return (await db.battleWatcher.count({ where: { battleId, userId } })) > 0
}

/** Who plays in those of the battles that go on and take latecomers. */
export async function listPlayersOfOpen(db: Db, battleIds: readonly string[]): Promise<{ battleId: string; userId: string }[]> {
  return db.sql<{ battleId: string; userId: string }>`
    SELECT b.id AS "battleId", p.user_id AS "userId" FROM battle b JOIN battle_player p ON p.battle_id = b.id
    WHERE b.id = ANY(${[...battleIds]}::uuid[]) AND (b.rules->>'mayJoinLate')::boolean AND b.state NOT IN ${listStates('over')}`
}
