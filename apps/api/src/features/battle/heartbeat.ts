import type { Server } from 'socket.io'
import type { AppContext } from '../../app-context'

/** Tells every open battle of this node how far its log is: repairs a lost last event, with or without Redis. */
export async function sendHeartbeats(io: Server, app: AppContext): Promise<void> {
  const battleIds = [...io.of('/').adapter.rooms.keys()].flatMap((room) =>
    room.startsWith('battle:') ? [room.slice('battle:'.length)] : [],
  )
  if (battleIds.length === 0) return
  const heads = await app.db.$queryRaw<{ id: string; version: number; at: number }[]>`
    SELECT id, version, (extract(epoch FROM clock_timestamp()) * 1000)::double precision AS at
    FROM battle WHERE id = ANY(${battleIds}::uuid[])`
  for (const { id, version, at } of heads) app.publisher.localHeartbeat({ b: id, head: version, at })
}
