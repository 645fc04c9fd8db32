import type { AppContext } from '../../../app-context'
import type { LiveBattles } from '../../../realtime/live-battles'

/** Tells every open battle of this node how far its log is: repairs a lost last event, with or without Redis. */
export async function sendHeartbeats(app: AppContext, battles: LiveBattles): Promise<void> {
  const { ids } = battles
  if (ids.length === 0) return
  const heads = await app.db.sql<{ id: string; version: number; at: number }>`
    SELECT id, version, (extract(epoch FROM clock_timestamp()) * 1000)::double precision AS at
    FROM battle WHERE id = ANY(${ids}::uuid[])`
  for (const { id, version, at } of heads) {
    battles.mustBeAt(id, version)
    if (battles.wantsHeartbeat(id)) app.publisher.localHeartbeat({ b: id, head: version, at })
  }
}
