import { loggedEventSchema, type LoggedEvent } from '@eduscale/contracts/battle'
import type { Db } from '@eduscale/db'
import type { BattleAccess } from '../play/battle.policy'

/** Further behind than this, a fresh view is less to send than the events. */
export const maxEventsToReplay = 200

export interface AskedRoom {
  battleId: string
  userId: string
  from: number | null
}

export async function listAccess(db: Db, asked: readonly Omit<AskedRoom, 'from'>[]): Promise<(BattleAccess | null)[]> {
  const rows = await db.sql<BattleAccess & { place: number }>`
    SELECT a.place, b.state, b.version, b.starts_at AS "startsAt", p.user_id IS NOT NULL AS "isPlayer"
    FROM jsonb_to_recordset(${JSON.stringify(asked.map((one, place) => ({ place, ...one })))}::jsonb)
      AS a(place int, "battleId" uuid, "userId" uuid)
    JOIN battle b ON b.id = a."battleId"
    LEFT JOIN battle_player p ON p.battle_id = b.id AND p.user_id = a."userId"`
  const found = new Map(rows.map((row) => [row.place, row]))
  return asked.map((_one, place) => found.get(place) ?? null)
}

interface Room extends BattleAccess {
  /** The database's clock, milliseconds since the epoch. */
  at: number
  present: string[] | null
  muted: string[] | null
  editsHead: number
  /** One more than are replayed, if there are so many; null where nothing was asked for. */
  events: LoggedEvent[] | null
}

/** `presenceMs`: whoever was seen so lately is there. */
export async function listRooms(db: Db, asked: readonly AskedRoom[], presenceMs: number): Promise<Room[]> {
  const rows = await db.sql<Omit<Room, 'events'> & { place: number; events: RawEvent[] | null }>`
    SELECT a.place, b.version, b.state, b.starts_at AS "startsAt",
      EXISTS (SELECT FROM battle_player WHERE battle_id = b.id AND user_id = a."userId") AS "isPlayer",
      (extract(epoch FROM clock_timestamp()) * 1000)::double precision AS at,
      (SELECT array_agg(user_id::text) FROM battle_player WHERE battle_id = b.id
        AND seen_at > clock_timestamp() - ${presenceMs}::int * interval '1 millisecond') AS present,
      (SELECT array_agg(muted_id::text) FROM battle_mute WHERE battle_id = b.id AND user_id = a."userId") AS muted,
      (SELECT coalesce(max(n), 0) FROM battle_edit WHERE battle_id = b.id AND user_id = a."userId") AS "editsHead",
      CASE WHEN a."from" IS NOT NULL THEN (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
          'seq', e.seq, 'at', e.at, 'actor', e.actor, 't', e.type, 'd', e.data) ORDER BY e.seq), '[]')
        FROM (
          SELECT * FROM battle_event WHERE battle_id = b.id AND seq > a."from" ORDER BY seq LIMIT ${maxEventsToReplay + 1}
        ) e)
      END AS events
    FROM jsonb_to_recordset(${JSON.stringify(asked.map((one, place) => ({ place, ...one })))}::jsonb)
      AS a(place int, "battleId" uuid, "userId" uuid, "from" int)
    JOIN battle b ON b.id = a."battleId" ORDER BY a.place`
  return rows.map(({ events, ...room }) => ({ ...room, events: events && events.map(fromRaw) }))
}

/** With the instant as PostgreSQL writes it into JSON. */
interface RawEvent {
  at: string
  seq: number
  actor: string | null
  t: string
  d: unknown
}

function fromRaw(event: RawEvent): LoggedEvent {
  return loggedEventSchema.parse({ ...event, at: new Date(event.at).toISOString() })
}

/** How far the logs of these battles are, and the database's clock. */
export async function listHeads(db: Db, ids: readonly string[]): Promise<{ id: string; version: number; at: number }[]> {
  return db.sql<{ id: string; version: number; at: number }>`
    SELECT id, version, (extract(epoch FROM clock_timestamp()) * 1000)::double precision AS at
    FROM battle WHERE id = ANY(${[...ids]}::uuid[])`
}
