import { judgeCancelChannel } from '@eduscale/contracts/judge'
import type { Redis } from '@eduscale/platform/redis'

/** Ids heard of before their job was: a job may be taken in the moment in which it is cancelled. */
const maxRemembered = 1_000

/** Which of the jobs at hand their authors have withdrawn. */
export class Cancellations {
  #running = new Map<string, AbortController>()
  #heard = new Set<string>()

  /** `redis` is subscribed here, and can be used for nothing else. */
  listen(redis: Redis): void {
    redis.on('message', (channel: string, id: string) => {
      if (channel === judgeCancelChannel) this.#cancel(id)
    })
    // Waits while Redis is away; fails when the runner ends before it is back.
    redis.subscribe(judgeCancelChannel).catch(() => {})
  }

  /** Runs with a signal that aborts when the job is cancelled; null when it was. */
  async run<Result>(id: string, use: (signal: AbortSignal) => Promise<Result>): Promise<Result | null> {
    const controller = new AbortController()
    if (this.#heard.delete(id)) return null
    this.#running.set(id, controller)
    try {
      return await use(controller.signal)
    } catch (error) {
      if (controller.signal.aborted) return null
      throw error
    } finally {
      this.#running.delete(id)
    }
  }

  #cancel(id: string): void {
    const controller = this.#running.get(id)
    if (controller) return controller.abort()
    this.#heard.add(id)
    const [oldest] = this.#heard
    if (this.#heard.size > maxRemembered && oldest !== undefined) this.#heard.delete(oldest)
  }
}
