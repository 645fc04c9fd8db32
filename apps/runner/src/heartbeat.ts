import { setTimeout as sleep } from 'node:timers/promises'
import { runnerAliveKey, runnerHeartbeatChannel, type RunnerHeartbeat } from '@eduscale/contracts/judge'
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
  /** Whether jobs can come in at all. */
  takesJobs: () => boolean
}

/**
 * States the runner's health until the signal, and then that it leaves; asks the engine before each beat, so an idle runner notices an
 * outage too.
 */
export async function beat(
  { runnerId, redis, engine, sandbox, speed, languages, takesJobs }: HeartbeatOptions,
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
  // Not queued for later: a beat that Redis gets when it comes back would claim a health of long ago. And not said where Redis takes no
  // writes, as no job can be taken from it then: both commands are carried out, or neither.
  const tell = async (heartbeat: RunnerHeartbeat): Promise<void> => {
    if (redis.status !== 'ready' || !takesJobs()) return
    const text = JSON.stringify(heartbeat)
    await redis
      .multi()
      .set(runnerAliveKey, runnerId, 'EX', 10)
      .publish(runnerHeartbeatChannel, text)
      .exec()
      .catch(() => undefined)
  }
  while (!signal.aborted) {
    const answers = await engine.info().then(
      () => true,
      () => false,
    )
    await tell(stateNow(sandbox.usableSlots))
    const waitMs = answers || engine.breakerState !== 'closed' ? everyMs : doubtMs
    await sleep(waitMs, undefined, { signal }).catch(() => undefined)
  }
  await tell(stateNow(0))
}
