import { loggedEventSchema, type BattleView, type LoggedEvent } from '@eduscale/contracts/battle'
import type { Joined } from '@eduscale/contracts/room'
import { createBatch } from '@eduscale/platform/batch'
import type { AppContext } from '../../../app-context'
import { requireAccess, type BattleAccess } from '../play/battle.policy'
import { presentBattle, presentEvents } from '../play/present-battle'

/** Further behind than this, a fresh view is less to send than the events. */
const maxEventsToReplay = 200

/** So many of those who come at the same moment are looked up in one statement. */
const perStatement = 250

/** A view is made once for all who join its battle at the same moment; then it is forgotten, as statements are large. */
const keptMs = 1_000

interface AskedRoom {
  battleId: string
  userId: string
  from: number | null
}

export interface RoomReader {
  /** Throws `not-found` or `forbidden`. */
  getAccess(battleId: string, userId: string): Promise<BattleAccess>
  /**
   * What a client needs to go on after event `from`. The caller has put the socket into the room before: join first, then read,
   * so that no event falls between the two. Throws `forbidden` if they have lost their seat meanwhile.
   */
  read(asked: AskedRoom): Promise<Joined>
}

/** When a node dies, all its clients come to the others at once: what they ask for is read for many in one statement. */
export function createRoomReader(app: AppContext): RoomReader {
  const findAccess = createBatch({
    maxSize: perStatement,
    run: (asked: readonly Omit<AskedRoom, 'from'>[]) => listAccess(app, asked),
  })
  const findRoom = createBatch({ maxSize: perStatement, run: (asked: readonly AskedRoom[]) => listRooms(app, asked) })
  const views = new Map<string, { version: number; view: Promise<BattleView> }>()

  /** The view at `version` or later. */
  const getView = (battleId: string, version: number): Promise<BattleView> => {
    const kept = views.get(battleId)
    if (kept && kept.version >= version) return kept.view
    const view = presentBattle(app.db, battleId)
    views.set(battleId, { version, view })
    const forget = () => {
      if (views.get(battleId)?.view === view) views.delete(battleId)
    }
    view.catch(forget)
    setTimeout(forget, keptMs).unref()
    return view
  }

  return {
    getAccess: async (battleId, userId) => requireAccess(await findAccess({ battleId, userId })),
    read: async (asked) => {
      const room = await findRoom(asked)
      requireAccess(room)
      const { battleId } = asked
      const needsView = room.events === null || room.events.length > maxEventsToReplay
      const view = needsView ? await getView(battleId, room.version) : null
      const events = await presentEvents(app.db, needsView ? [] : (room.events ?? []))
      return {
        ok: true,
        view,
        events: events.map((event) => ({ b: battleId, ...event })),
        head: view?.seq ?? events.at(-1)?.seq ?? asked.from ?? 0,
        at: room.at,
        present: room.present ?? [],
        editsHead: room.editsHead,
        muted: room.muted ?? [],
      }
    },
  }
}

async function listAccess(app: AppContext, asked: readonly Omit<AskedRoom, 'from'>[]): Promise<(BattleAccess | null)[]> {
  const rows = await app.db.sql<BattleAccess & { place: number }>`
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

async function listRooms(app: AppContext, asked: readonly AskedRoom[]): Promise<Room[]> {
  const rows = await app.db.sql<Omit<Room, 'events'> & { place: number; events: RawEvent[] | null }>`
    SELECT a.place, b.version, b.state, b.starts_at AS "startsAt",
      EXISTS (SELECT FROM battle_player WHERE battle_id = b.id AND user_id = a."userId") AS "isPlayer",
      (extract(epoch FROM clock_timestamp()) * 1000)::double precision AS at,
      (SELECT array_agg(user_id::text) FROM battle_player WHERE battle_id = b.id
        AND seen_at > clock_timestamp() - ${app.config.PRESENCE_LEASE_MS}::int * interval '1 millisecond') AS present,
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
