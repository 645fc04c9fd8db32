import { startLoop } from '@eduscale/platform/loop'
import { tryEach } from '@eduscale/platform/try-each'
import type { AppContext } from '../app/app-context'
import type { AreaManifest, Loop } from '../app/area-manifest'
import { startChores } from './chores'

/** The worker role: everything that happens without anybody asking, on every node at once. */
export function startWorker(
  app: AppContext,
  areas: readonly AreaManifest[],
  signal: AbortSignal,
): { close: () => Promise<void> } {
  const listeners = areas.flatMap((area) => area.listeners?.(app) ?? [])
  const prunings = areas.flatMap((area) => area.prunings(app))
  const loops: Loop[] = [
    ...areas.flatMap((area) => area.loops?.(app) ?? []),
    {
      name: 'gauges',
      everyMs: 10_000,
      work: () =>
        tryEach(
          areas,
          ({ name }) => name,
          (area) => area.gauges(app),
        ),
    },
    // What fails for one kind stops no other.
    {
      name: 'prune',
      everyMs: 3_600_000,
      work: () =>
        tryEach(
          prunings,
          ({ what }) => what,
          ({ work }) => work(),
        ),
    },
  ]
  const running = loops.map((loop) => startLoop({ ...loop, signal, log: app.log }))
  const chores = startChores(
    app,
    areas.flatMap((area) => area.chores(app)),
    signal,
  )
  return {
    close: async () => {
      await Promise.all(listeners.map(async (listener) => listener.close()))
      await Promise.all([...running, chores])
    },
  }
}
