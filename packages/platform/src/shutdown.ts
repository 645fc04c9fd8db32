import type { Logger } from './logger'

type Step = { name: string; stop: () => Promise<unknown> | unknown }

/**
 * Runs the registered steps in reverse order on SIGTERM or SIGINT, then exits: 0 when all went well, 1 when a step failed or
 * the deadline passed. A second signal exits at once.
 */
export class Shutdown {
  #steps: Step[] = []
  #isStopping = false
  #log: Logger
  #deadlineMs: number

  constructor(log: Logger, deadlineMs = 10_000) {
    this.#log = log
    this.#deadlineMs = deadlineMs
    // What is in a state that nobody thought of stops in order, and is started anew; what stops already goes on with that.
    process.on('unhandledRejection', (err) => {
      log.error({ err }, 'a failure that nobody has waited for')
      if (!this.#isStopping) void this.run('unhandled rejection', 1)
    })
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void this.run(signal))
  }

  get isStopping(): boolean {
    return this.#isStopping
  }

  add(name: string, stop: Step['stop']): void {
    this.#steps.push({ name, stop })
  }

  async run(reason: string, failed: 0 | 1 = 0): Promise<void> {
    if (this.#isStopping) process.exit(1)
    this.#isStopping = true
    this.#log.info({ reason }, 'stopping')
    setTimeout(() => {
      this.#log.error('not stopped in time')
      process.exit(1)
    }, this.#deadlineMs).unref()
    let exitCode: number = failed
    for (const step of this.#steps.reverse()) {
      try {
        await step.stop()
      } catch (err) {
        exitCode = 1
        this.#log.error({ err, step: step.name }, 'a step of the shutdown failed')
      }
    }
    process.exit(exitCode)
  }
}
