import { runnerHeartbeatChannel, runnerHeartbeatSchema, type RunnerHeartbeat } from '@eduscale/contracts/judge'
import { listenJson } from '@eduscale/platform/listen-json'
import type { Redis } from '@eduscale/platform/redis'
import type { AppContext } from '../../../app/app-context'
import { closeSilent, extendLease, forgetRunner, keepRunner } from './execution.queries'

/**
 * One truth for "may anything be judged now": the row `execution_state`. A healthy runner's heartbeat, heard by any worker that can
 * queue jobs, extends a lease in it; when the lease runs out judging is suspended. So a node that doesn't hear Redis can't open it
 * alone, and messages that still pass prove nothing while neither end can write to the queue.
 */
export function hearRunners(app: AppContext, sub: Redis): void {
  listenJson({
    sub,
    channel: runnerHeartbeatChannel,
    schema: runnerHeartbeatSchema,
    log: app.log,
    handle: (runner) => hear(app, runner),
    onDropped: () => app.metrics.runnerMessagesDropped.inc({ channel: 'heartbeat' }),
  })
}

/** Every worker hears every beat, so what is counted is counted by the one whose statement changed the row. */
async function hear(app: AppContext, runner: RunnerHeartbeat): Promise<void> {
  if (runner.slots === 0) return forgetRunner(app.db, runner.runnerId)
  app.metrics.runnersSeen.inc(await keepRunner(app.db, runner))
  if (runner.breaker === 'open' || !(await app.judgeQueue.takesJobs())) return
  await extendLease(app.db, runner.sandboxLevel, app.config.RUNNER_LEASE_MS)
}

/** Whoever has been silent for a lease is lost: its jobs go to others, by Bull's locks, and its languages with it. */
export async function findLostRunners(app: AppContext): Promise<void> {
  const lost = await closeSilent(app.db, app.config.RUNNER_LEASE_MS)
  app.metrics.runnersLost.inc(lost.length)
  for (const runnerId of lost) app.log.warn({ runnerId }, 'a runner fell silent')
}
