import type { Logger } from '@eduscale/platform/logger'
import type { ApiMetrics } from '../app/api-metrics'

/** They are told of in the log at most this often. */
const warnEveryMs = 60_000

/** Every node hears the same, and an exception there would end each of them: what can't be read is dropped and counted. */
export function createDropCounter(metrics: Pick<ApiMetrics, 'linesDropped'>, log: Logger): (error: unknown) => void {
  let warnedAt = -Infinity
  return (err) => {
    metrics.linesDropped.inc()
    if (performance.now() - warnedAt < warnEveryMs) return
    warnedAt = performance.now()
    log.warn({ err }, 'what another node said could not be read and was dropped; more of it is only counted for a minute')
  }
}
