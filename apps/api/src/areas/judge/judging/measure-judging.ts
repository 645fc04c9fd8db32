import type { AppContext } from '../../../app/app-context'
import { describeExecution, listCapacity } from './execution.queries'
import { listWaiting } from './submission.queries'

export async function measureJudging({ db, metrics }: AppContext): Promise<void> {
  const [waiting, capacity, { execution, sandboxLevel }] = await Promise.all([
    listWaiting(db),
    listCapacity(db),
    describeExecution(db),
  ])
  for (const { kind, count, oldestSeconds } of waiting) {
    metrics.queueDepth.set({ kind }, count)
    metrics.queueOldestWait.set({ kind }, oldestSeconds)
  }
  const sum = (of: 'runners' | 'slots' | 'busySlots') => capacity.reduce((total, step) => total + step[of], 0)
  metrics.executionOpen.set(execution.state === 'suspended' ? 1 : 0)
  metrics.sandboxLevel.set(Number(/\d+/.exec(sandboxLevel ?? '')?.[0] ?? 0))
  metrics.runnersAlive.set(sum('runners'))
  metrics.slotsAlive.set(sum('slots'))
  metrics.slotsBusy.set(sum('busySlots'))
}
