import { setTimeout as sleep } from 'node:timers/promises'
import { runnerHeartbeatChannel, type RunnerHeartbeat } from '@eduscale/contracts/judge'
import type { Redis } from '@eduscale/platform/redis'
import type { Engine } from './sandbox/engine'
import type { Sandbox } from './sandbox/sandbox'
import type { Speed } from './speed'

const everyMs = 2_000
/** After a failed call the engine is asked again at once, so that the breaker knows within a second. */
const doubtMs = 200

export interface HeartbeatOptions {
  runnerId: string
  redis: Redis
  engine: Engine
  sandbox: Sandbox
  speed: Speed
  languages: () => RunnerHeartbeat['languages']
}

/** States the runner's health until the signal, and then that it leaves; asks the engine before each beat, so an idle runner notices an outage too. */
export async function beat(
  { runnerId, redis, engine, sandbox, speed, languages }: HeartbeatOptions,
  signal: AbortSignal,
): Promise<void> {
  const stateNow = (slots: number): RunnerHeartbeat => ({
    runnerId,
    at: new Date().toISOString(),
    breaker: engine.breakerState,
    sandboxLevel: sandbox.level,
    slots,
    busySlots: sandbox.busySlots,
    speed,
    languages: languages(),
  })
  // Not queued for later: a beat that Redis gets when it comes back would claim a health of long ago.
  const tell = async (heartbeat: RunnerHeartbeat): Promise<void> => {
    if (redis.status === 'ready') await redis.publish(runnerHeartbeatChannel, JSON.stringify(heartbeat)).catch(() => undefined)
  }
  while (!signal.aborted) {
    const answers = await engine.info().then(
      () => true,
      () => false,
    )
    await tell(stateNow(sandbox.slots - sandbox.quarantinedSlots))
    const waitMs = answers || engine.breakerState !== 'closed' ? everyMs : doubtMs
    await sleep(waitMs, undefined, { signal }).catch(() => undefined)
  }
  await tell(stateNow(0))
}
