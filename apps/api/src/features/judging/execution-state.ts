import { runnerHeartbeatChannel, runnerHeartbeatSchema, type RunnerHeartbeat } from '@eduscale/contracts/judge'
import type { Redis } from '@eduscale/platform/redis'
import type { AppContext } from '../../app-context'
import { transition } from '../battle/transition'

/**
 * One truth for "may anything be judged now": the row `execution_state`. A healthy runner's heartbeat, heard by any worker,
 * extends a lease in it; when the lease runs out the breaker is open. So a node that doesn't hear Redis can't open it alone.
 */
export function hearRunners(app: AppContext, sub: Redis): void {
  void sub.subscribe(runnerHeartbeatChannel)
  sub.on('message', (channel: string, text: string) => {
    if (channel !== runnerHeartbeatChannel) return
    const parsed = runnerHeartbeatSchema.safeParse(JSON.parse(text))
    if (!parsed.success) return app.log.warn({ issues: parsed.error.issues }, 'a runner sent a heartbeat that could not be read')
    if (parsed.data.breaker === 'open' || parsed.data.slots === 0) return
    extendLease(app, parsed.data).catch((err: unknown) => app.log.warn({ err }, 'a heartbeat was not recorded'))
  })
}

async function extendLease(app: AppContext, runner: RunnerHeartbeat): Promise<void> {
  await app.db.$executeRaw`
    UPDATE execution_state SET
      since = CASE WHEN state = 'open' THEN clock_timestamp() ELSE since END,
      reason = 'runners are healthy', state = 'closed',
      healthy_until = clock_timestamp() + ${app.config.RUNNER_LEASE_MS}::int * interval '1 millisecond',
      sandbox_level = ${runner.sandboxLevel}, languages = ${JSON.stringify(runner.languages)}::jsonb
    WHERE id = 1`
}

/** Opens the breaker when the lease has run out, and brings the battles in line with it. Run by the worker role. */
export async function applyExecutionState(app: AppContext): Promise<void> {
  await app.db.$executeRaw`
    UPDATE execution_state SET state = 'open', since = clock_timestamp(), reason = 'no healthy runner'
    WHERE state = 'closed' AND healthy_until < clock_timestamp()`
  const { state, reason, sandboxLevel } = await app.db.executionState.findUniqueOrThrow({ where: { id: 1 } })
  app.metrics.executionOpen.set(state === 'open' ? 1 : 0)
  app.metrics.sandboxLevel.set(Number(/\d+/.exec(sandboxLevel ?? '')?.[0] ?? 0))
  const battles = await app.db.battle.findMany({
    where: { state: state === 'open' ? 'RUNNING' : 'SUSPENDED' },
    select: { id: true },
    take: 500,
  })
  for (const { id } of battles) {
    await transition(app, { battleId: id, input: state === 'open' ? { by: 'suspend', reason } : { by: 'resume' } })
  }
}
