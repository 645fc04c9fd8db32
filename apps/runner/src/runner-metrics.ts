import { Counter, createMetrics, Gauge, Histogram } from '@eduscale/platform/metrics'
import type { BreakerState } from '@eduscale/platform/breaker'
import type { CompileCache } from './judge/compile-cache'
import type { Sandbox } from './sandbox/sandbox'
import type { Speed } from './speed'

export type RunnerMetrics = ReturnType<typeof createRunnerMetrics>

interface Watched {
  sandbox: Sandbox
  speed: Speed
  compileCache: CompileCache
  breakerState: () => BreakerState
}

const breakerNumbers: Record<BreakerState, number> = { closed: 0, 'half-open': 1, open: 2 }

export function createRunnerMetrics({ sandbox, speed, compileCache, breakerState }: Watched) {
  const registry = createMetrics('runner')
  const registers = [registry]
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  }
  new Gauge({
    name: 'runner_sandbox_level',
    help: 'Isolation level the self-test proved',
    labelNames: ['level'],
    registers,
    collect() {
      this.set({ level: sandbox.level }, Number(sandbox.level.slice(1, 2)))
    },
  })
  gauge('runner_slots', 'Submissions that can be judged at a time', () => sandbox.slots)
  gauge('runner_busy_slots', 'Submissions being judged', () => sandbox.busySlots)
  gauge('runner_quarantined_slots', 'Slots that rest because they kept breaking', () => sandbox.quarantinedSlots)
  gauge(
    'runner_breaker_state',
    'Breaker around the container engine: 0 closed, 1 half-open, 2 open',
    () => breakerNumbers[breakerState()],
  )
  gauge('runner_speed_step', 'How many times as long limits of time are here', () => speed.step)
  gauge('runner_speed_cpu_ratio', 'Cpu time over that of the reference machine', () => speed.cpuRatio)
  gauge('runner_speed_page_microseconds', 'Cpu time of a fresh page of memory', () => speed.pageMicros)
  gauge('runner_compile_cache_hits', 'Programs that were compiled before', () => compileCache.hits)
  gauge('runner_compile_cache_misses', 'Programs that had to be compiled', () => compileCache.misses)
  return {
    registry,
    judgeDuration: new Histogram({
      name: 'runner_judge_duration_seconds',
      help: 'From taking a job to its result',
      labelNames: ['language'],
      registers,
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64],
    }),
    queueWait: new Histogram({
      name: 'runner_queue_wait_seconds',
      help: 'From queueing a job to taking it, by its kind, which is its priority',
      labelNames: ['kind'],
      registers,
      buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60],
    }),
    verdicts: new Counter({
      name: 'runner_verdicts_total',
      help: 'Submissions judged',
      labelNames: ['language', 'verdict'],
      registers,
    }),
    cancelled: new Counter({ name: 'runner_cancelled_total', help: 'Jobs that their authors withdrew', registers }),
    anomalies: new Counter({
      name: 'runner_anomalies_total',
      help: 'Slots replaced because something in them was not as it must be',
      registers,
    }),
  }
}
