import { startLoop } from '@eduscale/platform/loop'
import { tryEach } from '@eduscale/platform/try-each'
import type { AppContext } from '../app/app-context'
import type { AreaManifest, Loop } from '../app/area-manifest'
import { deliverFacts } from '../facts/deliver-facts'
import { createFactGauges } from '../facts/fact-gauges'
import { factsWait, pruneFacts } from '../facts/facts.queries'
import { createSemaphore, type Semaphore } from '../facts/semaphore'
import { pruneAttempts } from '../http/attempt.queries'
import { startChores, type Chore } from './chores'

/** The worker role: everything that happens without anybody asking, on every node at once. */
export function startWorker(
  app: AppContext,
  areas: readonly AreaManifest[],
  signal: AbortSignal,
): { close: () => Promise<void> } {
  // Facts are kept by those who deliver them.
  const delivers = areas.some(({ consumers = [] }) => consumers.length > 0)
  const listeners = areas.flatMap((area) => area.listeners?.(app) ?? [])
  const prunings = [
    ...areas.flatMap((area) => area.prunings(app)),
    ...(delivers ? [{ what: 'facts', work: () => pruneFacts(app.db) }] : []),
    { what: 'attempts', work: () => pruneAttempts(app.db) },
  ]
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
    ...(delivers ? [{ name: 'fact gauges', everyMs: 10_000, work: createFactGauges({ ...app, ...app.metrics }) }] : []),
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
  // One portion at a time: it takes two connections, and if it ends the process, nobody else is under suspicion.
  const portions = createSemaphore(1)
  const chores = startChores(
    app,
    areas.flatMap((area) => [...area.chores(app), ...listDeliveries(app, area, portions)]),
    signal,
  )
  return {
    close: async () => {
      await Promise.all(listeners.map(async (listener) => listener.close()))
      await Promise.all([...running, chores])
    },
  }
}

/** Each consumer is a chore: one that is behind or fails gives its place to the others after each portion. */
function listDeliveries(app: AppContext, { consumers = [] }: AreaManifest, portions: Semaphore): Chore[] {
  const options = { ...app, portions, maxTries: app.config.ITEM_TRIES, firstWaitMs: app.config.ITEM_RETRY_MS }
  return consumers.map((consumer) => ({
    name: `facts for ${consumer.name}`,
    isDue: factsWait(consumer.name),
    work: () => deliverFacts(options, consumer),
  }))
}
