import { startLoop } from '@eduscale/platform/loop'
import type { Redis } from '@eduscale/platform/redis'
import type { AppContext } from './app-context'
import { fireTimers } from './features/battle/battle-timers'
import { correctBattles } from './features/battle/correct-battles'
import { findGonePlayers } from './features/battle/presence'
import { applyVerdict } from './features/judging/apply-verdict'
import { applyExecutionState, findLostRunners, hearRunners } from './features/judging/execution-state'
import { pruneRuns } from './features/judging/prune-runs'
import { requeueLost } from './features/judging/requeue-lost'
import { expireTickets, matchTickets } from './features/match/matcher'
import { advanceRejudges, requeueLostItems } from './features/rejudge/advance-rejudges'
import { listWaiting } from './features/judging/submission.queries'
import { processVerdicts } from './queues/verdict-queue'

/** A timer that is set for sooner than this, by another node, fires that much later at most. (The rules' are set for 5 s and more.) */
const timersLookMs = 1_000

/** The worker role: everything that happens without anybody asking. Every loop may run on every node at once. */
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
    // Whoever comes is matched at once if anybody fits; this is for those whose windows have grown.
    loop('matcher', 1_000, () => matchTickets(app)),
    loop('expired tickets', 5_000, () => expireTickets(app)),
    loop('gone players', 1_000, () => findGonePlayers(app)),
    loop('execution state', 1_000, () => applyExecutionState(app)),
    loop('lost runners', 2_000, () => findLostRunners(app)),
    loop('requeue', 2_000, () => requeueLost(app)),
    loop('corrections', 2_000, () => correctBattles(app)),
    loop('rejudges', 2_000, () => advanceRejudges(app)),
    loop('lost rejudgements', 5_000, () => requeueLostItems(app)),
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

const liveStates = ['LOBBY', 'READY_CHECK', 'COUNTDOWN', 'RUNNING', 'SUSPENDED', 'JUDGING'] as const

async function measure(app: AppContext): Promise<void> {
  const [battles, waiting, runners] = await Promise.all([
    app.db.battle.groupBy({ by: ['state'], where: { state: { in: [...liveStates] } }, _count: true }),
    listWaiting(app.db),
    app.db.runner.aggregate({ where: { lostAt: null }, _count: true, _sum: { slots: true, busySlots: true } }),
  ])
  const { metrics } = app
  for (const state of liveStates) {
    metrics.activeBattles.set({ state }, battles.find((row) => row.state === state)?._count ?? 0)
  }
  for (const { kind, count, oldestSeconds } of waiting) {
    metrics.queueDepth.set({ kind }, count)
    metrics.queueOldestWait.set({ kind }, oldestSeconds)
  }
  metrics.runnersAlive.set(runners._count)
  metrics.slotsAlive.set(runners._sum.slots ?? 0)
  metrics.slotsBusy.set(runners._sum.busySlots ?? 0)
}

async function prune(app: AppContext): Promise<void> {
  await pruneRuns(app.db)
  await app.db.$executeRaw`DELETE FROM runner WHERE lost_at < clock_timestamp() - interval '7 days'`
}
