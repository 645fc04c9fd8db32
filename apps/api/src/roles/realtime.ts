import { startLoop } from '@eduscale/platform/loop'
import type { AppContext } from '../app/app-context'
import type { AreaManifest, Loop } from '../app/area-manifest'
import { endDeadSessions } from '../realtime/end-sessions'
import type { FanOut } from '../realtime/fan-out'
import { requireToken, type SocketServer } from '../realtime/socket-server'
import type { Sockets } from '../realtime/sockets'

/** The realtime role: a person's tab has one socket, so a node serves the frames of all areas whose pages lead to it. */
export function serveRealtime(
  io: SocketServer,
  app: AppContext,
  { areas, fanOut, signal }: { areas: readonly Pick<AreaManifest, 'frames'>[]; fanOut: FanOut; signal: AbortSignal },
): void {
  const { battles, bus } = fanOut
  const opened = new Set<string>()
  const sockets: Sockets = {
    battles,
    namespace: (name) => {
      const namespace = io.of(name)
      if (!opened.has(name)) requireToken(namespace, app)
      opened.add(name)
      return namespace
    },
  }
  // Runs and notices go to this one, whatever is served.
  sockets.namespace('/')
  const loops: Loop[] = [
    ...areas.flatMap((area) => area.frames(sockets, app)),
    { name: 'sessions', everyMs: 15_000, work: () => endDeadSessions(io, app.hooks.listValidSessions) },
    { name: 'log', everyMs: 200, work: async () => (bus.isSound() ? undefined : battles.catchUp()) },
  ]
  for (const loop of loops) void startLoop({ ...loop, signal, log: app.log })
}
