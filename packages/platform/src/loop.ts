import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from './logger'

/**
 * The same work, which never rejects: a failure is logged, and a run of the same one only once.
 */
export function tolerateFailures(name: string, log: Logger, work: () => Promise<unknown>): () => Promise<void> {
  let lastFailure = ''
  return async () => {
    try {
      await work()
      lastFailure = ''
    } catch (err) {
      const failure = err instanceof Error ? err.message : String(err)
      if (failure !== lastFailure) log.error({ err, loop: name }, 'background work failed; it goes on')
      lastFailure = failure
    }
  }
}

/**
 * Runs `work` again and again, `everyMs` after it last ended (asked for each time, if it varies), until the signal aborts; resolves
 * then. A failure doesn't stop the loop.
 */
export async function startLoop(options: {
  name: string
  everyMs: number | (() => number)
  signal: AbortSignal
  log: Logger
  work: () => Promise<unknown>
}): Promise<void> {
  const { name, everyMs, signal, log } = options
  const work = tolerateFailures(name, log, options.work)
  while (!signal.aborted) {
    await work()
    const waitMs = typeof everyMs === 'number' ? everyMs : everyMs()
    await wait(waitMs, undefined, { signal }).catch(() => {})
  }
}
