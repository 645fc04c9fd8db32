import { startLoop } from '@eduscale/platform/loop'
import type { Redis } from '@eduscale/platform/redis'
import type { AppContext } from './app-context'
import { fireTimers } from './features/battle/battle-timers'
import { findGonePlayers } from './features/battle/presence'
import { applyVerdict } from './features/judging/apply-verdict'
import { applyExecutionState, hearRunners } from './features/judging/execution-state'
import { requeueLost } from './features/judging/requeue-lost'
import { matchTickets } from './features/match/matcher'
import { processVerdicts } from './queues/verdict-queue'

/** The worker role: everything that happens without anybody asking. Every loop may run on every node at once. */
export function startWorker(app: AppContext, sub: Redis, signal: AbortSignal): { close: () => Promise<void> } {
  const loop = (name: string, everyMs: number, work: () => Promise<unknown>) =>
    startLoop({ name, everyMs, signal, log: app.log, work })
  hearRunners(app, sub)
  const verdicts = processVerdicts({
    redisUrl: app.config.REDIS_URL,
    log: app.log,
    apply: (result) => applyVerdict(app, result),
  })
  const loops = [
    loop('timers', 100, () => fireTimers(app)),
    loop('matcher', 400, () => matchTickets(app)),
    loop('gone players', 1_000, () => findGonePlayers(app)),
    loop('execution state', 1_000, () => applyExecutionState(app)),
    loop('requeue', 2_000, () => requeueLost(app)),
    loop('gauges', 5_000, () => measure(app)),
    loop('prune runs', 3_600_000, () => pruneRuns(app)),
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
  const [battles, submissions] = await Promise.all([
    app.db.battle.groupBy({ by: ['state'], where: { state: { in: [...liveStates] } }, _count: true }),
    app.db.submission.groupBy({ by: ['kind'], where: { verdict: null }, _count: true }),
  ])
  for (const state of liveStates) {
    app.metrics.activeBattles.set({ state }, battles.find((row) => row.state === state)?._count ?? 0)
  }
  for (const kind of ['battle', 'practice', 'run']) {
    app.metrics.queueDepth.set({ kind }, submissions.find((row) => row.kind === kind)?._count ?? 0)
  }
}

/** Runs on samples and own inputs are of the moment; a day later nobody asks for them. */
async function pruneRuns(app: AppContext): Promise<void> {
  await app.db.$executeRaw`DELETE FROM submission WHERE kind = 'run' AND recv_at < clock_timestamp() - interval '1 day'`
}
