import type { AppContext } from '../../../app-context'
import { listWaiting } from './submission.queries'

export async function measureJudging({ db, metrics }: AppContext): Promise<void> {
  const [waiting, runners, execution] = await Promise.all([
    listWaiting(db),
    db.runner.aggregate({ where: { lostAt: null }, _count: true, _sum: { slots: true, busySlots: true } }),
    db.executionState.findUniqueOrThrow({ where: { id: 1 } }),
  ])
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
