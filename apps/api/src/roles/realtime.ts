import { startLoop } from '@eduscale/platform/loop'
import type { AccessState } from '../access/access-state'
import type { AppContext } from '../app/app-context'
import type { AreaManifest, Loop } from '../app/area-manifest'
import { endDeadSessions, namespaces } from '../realtime/end-sessions'
import type { FanOut } from '../realtime/fan-out'
import { requireToken, type SocketServer } from '../realtime/socket-server'
import type { Sockets } from '../realtime/sockets'

interface ServedRealtime {
  areas: readonly Pick<AreaManifest, 'frames'>[]
  fanOut: FanOut
  access: AccessState
  signal: AbortSignal
}

/** The realtime role: a person's tab has one socket, so a node serves the frames of all areas whose pages lead to it. */
export function serveRealtime(io: SocketServer, app: AppContext, { areas, fanOut, access, signal }: ServedRealtime): void {
  const { battles, bus } = fanOut
  const opened = new Set<string>()
  const sockets: Sockets = {
    battles,
    namespace: (name) => {
      const namespace = io.of(name)
      if (!opened.has(name)) requireToken(namespace, app, access)
      opened.add(name)
      return namespace
    },
  }
  // Whatever is served: runs and notices go to the first, and whoever ends a session looks into each, which makes it. One that is there
  // without asking for a token would let anybody in.
  for (const name of namespaces) sockets.namespace(name)
  const loops: Loop[] = [
    ...areas.flatMap((area) => area.frames(sockets, app)),
    { name: 'sessions', everyMs: 15_000, work: () => endDeadSessions(io, app.hooks.listValidSessions) },
    { name: 'log', everyMs: 200, work: async () => (bus.isSound() ? undefined : battles.catchUp()) },
  ]
  for (const loop of loops) void startLoop({ ...loop, signal, log: app.log })
}
