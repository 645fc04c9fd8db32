import { startLoop } from '@eduscale/platform/loop'
import type { Redis } from '@eduscale/platform/redis'
import type { AppContext } from '../app-context'
import { startChores, type Chore } from './chores'
import { fireTimers } from '../areas/arena/play/battle-timers'
import { battlesAreMarked, correctBattles } from '../areas/arena/play/correct-battles'
import { findGonePlayers, groupsHoldAbsent, playersAreGone, releaseAbsent } from '../areas/arena/presence/presence'
import { applyVerdict } from '../areas/judge/judging/apply-verdict'
import {
  applyExecutionState,
  executionHasChanged,
  findLostRunners,
  hearRunners,
  runnersAreSilent,
} from '../areas/judge/judging/execution-state'
import { feedRunners, submissionsWait } from '../areas/judge/judging/feed-runners'
import { pruneRuns } from '../areas/judge/judging/prune-runs'
import { createRequeuer, submissionsAreOpen } from '../areas/judge/judging/requeue-lost'
import { expireTickets, matchTickets, severalWait, ticketsExpire } from '../areas/arena/matchmaking/matcher'
import { pruneOld } from '../areas/arena/retention/retention.queries'
import { advanceRejudges, setsAdvance } from '../areas/judge/rejudge/advance-rejudges'
import { createItemRequeuer, itemsAreOpen } from '../areas/judge/rejudge/requeue-items'
import { listWaiting } from '../areas/judge/judging/submission.queries'
import { processVerdicts } from '../queues/verdict-queue'

/** A timer that is set for sooner than this, by another node, fires that much later at most. (The rules' are set for 5 s and more.) */
const timersLookMs = 1_000

/** The worker role: everything that happens without anybody asking, on every node at once. */
export function startWorker(app: AppContext, sub: Redis, signal: AbortSignal): { close: () => Promise<void> } {
  const loop = (name: string, everyMs: number | (() => number), work: () => Promise<unknown>) =>
    startLoop({ name, everyMs, signal, log: app.log, work })
  let nextTimerMs: number | null = null
  hearRunners(app, sub)
  const verdicts = processVerdicts({
    redisUrl: app.config.REDIS_URL,
    log: app.log,
    apply: (result) => applyVerdict(app, result),
  })
  const loops = [
    // At the millisecond for what was known, and soon for what another node has set since.
    loop(
      'timers',
      () => Math.min(Math.max(1, Math.ceil(nextTimerMs ?? timersLookMs)), timersLookMs),
      async () => {
        nextTimerMs = null
        nextTimerMs = await fireTimers(app)
      },
    ),
    startChores(app, listChores(app), signal),
    loop('gauges', 10_000, () => measure(app)),
    loop('prune', 3_600_000, () => prune(app)),
  ]
  return {
    close: async () => {
      await verdicts.close()
      await Promise.all(loops)
    },
  }
}

function listChores(app: AppContext): Chore[] {
  return [
    // Whoever comes is matched at once if anybody fits; this is for those whose windows have grown.
    { name: 'matcher', isDue: severalWait, work: () => matchTickets(app) },
    { name: 'expired tickets', isDue: ticketsExpire, work: () => expireTickets(app) },
    { name: 'gone players', isDue: playersAreGone(app), work: () => findGonePlayers(app) },
    { name: 'absent of groups', isDue: groupsHoldAbsent, work: () => releaseAbsent(app) },
    { name: 'execution state', isDue: executionHasChanged, work: () => applyExecutionState(app) },
    { name: 'lost runners', isDue: runnersAreSilent(app), work: () => findLostRunners(app) },
    { name: 'feeder', isDue: submissionsWait, work: () => feedRunners(app) },
    // Of a long queue many have waited for long, and each is looked for.
    { name: 'requeue', everyMs: 2_000, isDue: submissionsAreOpen, work: createRequeuer(app) },
    { name: 'corrections', isDue: battlesAreMarked, work: () => correctBattles(app) },
    { name: 'rejudges', everyMs: 2_000, isDue: setsAdvance, work: () => advanceRejudges(app) },
    { name: 'lost rejudgements', everyMs: 5_000, isDue: itemsAreOpen, work: createItemRequeuer(app) },
  ]
}

const liveStates = ['LOBBY', 'READY_CHECK', 'COUNTDOWN', 'RUNNING', 'SUSPENDED', 'JUDGING'] as const

async function measure(app: AppContext): Promise<void> {
  const [battles, waiting, runners, execution] = await Promise.all([
    app.db.battle.groupBy({ by: ['state'], where: { state: { in: [...liveStates] } }, _count: true }),
    listWaiting(app.db),
    app.db.runner.aggregate({ where: { lostAt: null }, _count: true, _sum: { slots: true, busySlots: true } }),
    app.db.executionState.findUniqueOrThrow({ where: { id: 1 } }),
  ])
  const { metrics } = app
  for (const state of liveStates) {
    metrics.activeBattles.set({ state }, battles.find((row) => row.state === state)?._count ?? 0)
  }
  for (const { kind, count, oldestSeconds } of waiting) {
    metrics.queueDepth.set({ kind }, count)
    metrics.queueOldestWait.set({ kind }, oldestSeconds)
  }
  metrics.executionOpen.set(execution.state === 'suspended' ? 1 : 0)
  metrics.sandboxLevel.set(Number(/\d+/.exec(execution.sandboxLevel ?? '')?.[0] ?? 0))
  metrics.runnersAlive.set(runners._count)
  metrics.slotsAlive.set(runners._sum.slots ?? 0)
  metrics.slotsBusy.set(runners._sum.busySlots ?? 0)
}

async function prune(app: AppContext): Promise<void> {
  await pruneRuns(app.db)
  await pruneOld(app.db)
  await app.db.$executeRaw`DELETE FROM runner WHERE lost_at < clock_timestamp() - interval '7 days'`
}
