import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from './logger'

/**
 * Runs `work` again and again, `everyMs` after it last ended (asked for each time, if it varies), until the signal aborts; resolves then. A failure is logged (a run
 * of the same one only once) and doesn't stop the loop.
 */
export async function startLoop(options: {
  name: string
  everyMs: number | (() => number)
  signal: AbortSignal
  log: Logger
  work: () => Promise<unknown>
}): Promise<void> {
  const { signal } = options
  let lastFailure = ''
  while (!signal.aborted) {
    try {
      await options.work()
      lastFailure = ''
    } catch (err) {
      const failure = err instanceof Error ? err.message : String(err)
      if (failure !== lastFailure) options.log.error({ err, loop: options.name }, 'a background loop failed; it goes on')
      lastFailure = failure
    }
    const waitMs = typeof options.everyMs === 'number' ? options.everyMs : options.everyMs()
    await wait(waitMs, undefined, { signal }).catch(() => {})
  }
}
