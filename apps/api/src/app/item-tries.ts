import { BoundedTries } from '@eduscale/platform/bounded-tries'
import { Gauge } from '@eduscale/platform/metrics'
import type { AppContext } from './app-context'
import { tryWrite } from './item-tries.queries'

const longestWaitMs = 300_000

type Loop =
  | 'timers'
  | 'matches'
  | 'gone-players'
  | 'back-players'
  | 'execution-state'
  | 'corrections'
  | 'rejudges'
  | 'logs'
  | 'watched'
export type ItemTries = Record<Loop, BoundedTries>

/** What fails of the loops that go through items, on this node (docs/decisions/0030-bounded-tries.md). */
export function createItemTries(app: Pick<AppContext, 'config' | 'db' | 'judgeQueue' | 'log' | 'metrics'>): ItemTries {
  const { config, log } = app
  // By a write: where none is taken, as on a full disk, every item fails.
  const takesWrites = () =>
    tryWrite(app.db).then(
      () => true,
      () => false,
    )
  const takesWritesAndJobs = async () => (await takesWrites()) && app.judgeQueue.takesJobs()
  const createTries = (loop: Loop) =>
    new BoundedTries({
      loop,
      maxTries: config.ITEM_TRIES,
      firstWaitMs: config.ITEM_RETRY_MS,
      longestWaitMs,
      now: () => performance.now(),
      log,
      isWell: loop === 'rejudges' ? takesWritesAndJobs : takesWrites,
    })
  const all: ItemTries = {
    timers: createTries('timers'),
    matches: createTries('matches'),
    'gone-players': createTries('gone-players'),
    'back-players': createTries('back-players'),
    'execution-state': createTries('execution-state'),
    corrections: createTries('corrections'),
    rejudges: createTries('rejudges'),
    logs: createTries('logs'),
    watched: createTries('watched'),
  }
  new Gauge({
    name: 'poisoned_items',
    help: 'Items of background loops that fail: waiting to be tried again, or set aside, which somebody must look at',
    labelNames: ['loop', 'state'] as const,
    registers: [app.metrics.registry],
    collect() {
      for (const [loop, tries] of Object.entries(all)) {
        const { waiting, setAside } = tries.counts()
        this.set({ loop, state: 'waiting' }, waiting)
        this.set({ loop, state: 'set_aside' }, setAside)
      }
    },
  })
  return all
}
