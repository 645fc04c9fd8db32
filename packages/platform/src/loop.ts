import type { Logger } from './logger'

/**
 * Runs `work` again and again, `everyMs` after it last ended, until the signal aborts. A failure is logged (a run of the same one
 * only once) and doesn't stop the loop.
 */
export function startLoop(options: {
  name: string
  everyMs: number
  signal: AbortSignal
  log: Logger
  work: () => Promise<unknown>
}): { wake: () => void; done: Promise<void> } {
  let wakeUp = () => {}
  let lastFailure = ''
  const run = async () => {
    while (!options.signal.aborted) {
      try {
        await options.work()
        lastFailure = ''
      } catch (err) {
        const failure = err instanceof Error ? err.message : String(err)
        if (failure !== lastFailure) options.log.error({ err, loop: options.name }, 'a background loop failed; it goes on')
        lastFailure = failure
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, options.everyMs)
        const stop = () => {
          clearTimeout(timer)
          resolve()
        }
        wakeUp = stop
        options.signal.addEventListener('abort', stop, { once: true })
      })
    }
  }
  return { wake: () => wakeUp(), done: run() }
}
