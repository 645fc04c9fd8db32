import type { Joined } from '@eduscale/contracts/room'
import type { AppContext } from '../../app-context'
import { listEvents } from './battle.queries'
import { presentBattle, presentEvents } from './present-battle'

/** Further behind than this, a fresh view is less to send than the events. */
const maxEventsToReplay = 200

/**
 * What a client needs to go on after event `from`. The caller has put the socket into the room before: join first, then read, so
 * that no event falls between the two.
 */
export async function readRoom(
  app: AppContext,
  given: { battleId: string; userId: string; from: number | null },
): Promise<Joined> {
  const { battleId, userId, from } = given
  const [rows, editsHead, now] = await Promise.all([
    from === null ? [] : listEvents(app.db, battleId, from),
    app.db.battleEdit.aggregate({ where: { battleId, userId }, _max: { n: true } }),
    app.db.$queryRaw<{ at: number; present: string[] | null; muted: string[] | null }[]>`
      SELECT (extract(epoch FROM clock_timestamp()) * 1000)::double precision AS at,
        (SELECT array_agg(user_id::text) FROM battle_player WHERE battle_id = ${battleId}::uuid
          AND seen_at > clock_timestamp() - ${app.config.PRESENCE_LEASE_MS}::int * interval '1 millisecond') AS present,
        (SELECT array_agg(muted_id::text) FROM battle_mute
          WHERE battle_id = ${battleId}::uuid AND user_id = ${userId}::uuid) AS muted`,
  ])
  const needsView = from === null || rows.length > maxEventsToReplay
  const view = needsView ? await presentBattle(app.db, battleId) : null
  const events = needsView ? [] : (await presentEvents(app.db, rows)).map((event) => ({ b: battleId, ...event }))
  return {
    ok: true,
    view,
    events,
    head: view?.seq ?? events.at(-1)?.seq ?? from ?? 0,
    at: now[0]?.at ?? Date.now(),
    present: now[0]?.present ?? [],
    editsHead: editsHead._max.n ?? 0,
    muted: now[0]?.muted ?? [],
  }
}
