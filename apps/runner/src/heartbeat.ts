import { setTimeout as sleep } from 'node:timers/promises'
import { runnerHeartbeatChannel, type RunnerHeartbeat } from '@eduscale/contracts/judge'
import type { Redis } from '@eduscale/platform/redis'
import type { Engine } from './sandbox/engine'
import type { Sandbox } from './sandbox/sandbox'

const everyMs = 2_000
/** After a failed call the engine is asked again at once, so that the breaker knows within a second. */
const doubtMs = 200

export interface HeartbeatOptions {
  runnerId: string
  redis: Redis
  engine: Engine
  sandbox: Sandbox
  languages: RunnerHeartbeat['languages']
}

/** States the runner's health until the signal; asks the engine before each beat, so an idle runner notices an outage too. */
export async function beat(
  { runnerId, redis, engine, sandbox, languages }: HeartbeatOptions,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const answers = await engine.info().then(
      () => true,
      () => false,
    )
    const heartbeat: RunnerHeartbeat = {
      runnerId,
      at: new Date().toISOString(),
      breaker: engine.breakerState,
      sandboxLevel: sandbox.level,
      slots: sandbox.slots,
      busySlots: sandbox.busySlots,
      languages,
    }
    // Not queued for later: a beat that Redis gets when it comes back would claim a health of long ago.
    if (redis.status === 'ready') await redis.publish(runnerHeartbeatChannel, JSON.stringify(heartbeat)).catch(() => undefined)
    const waitMs = answers || engine.breakerState !== 'closed' ? everyMs : doubtMs
    await sleep(waitMs, undefined, { signal }).catch(() => undefined)
  }
}
