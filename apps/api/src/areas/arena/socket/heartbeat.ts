import type { AppContext } from '../../../app/app-context'
import type { LiveBattles } from '../../../realtime/live-battles'
import { listHeads } from './room.queries'

/** Tells every open battle of this node how far its log is: repairs a lost last event, with or without Redis. */
export async function sendHeartbeats(app: AppContext, battles: LiveBattles): Promise<void> {
  const { ids } = battles
  if (ids.length === 0) return
  const heads = await listHeads(app.db, ids)
  for (const { id, version, at } of heads) {
    battles.mustBeAt(id, version)
    if (battles.wantsHeartbeat(id)) app.publisher.localHeartbeat({ b: id, head: version, at })
  }
}
