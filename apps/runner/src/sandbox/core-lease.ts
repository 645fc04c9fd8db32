import type { Server } from 'node:net'
import { lockOnMachine } from '@eduscale/platform/machine-lock'

/** How often a core that another process of the machine holds is asked for again. */
const retryMs = 15
/** Long enough for whoever waits to ask again. */
const yieldMs = 2 * retryMs

export interface CoreLease {
  core: number
  release(): Promise<void>
}

interface Waiter {
  priority: number
  isAborted: () => boolean
  resolve: (lease: CoreLease) => void
}

export interface CoreLeasesOptions {
  scope: string
  cores: readonly number[]
  atMost: number
  /** A core that is to be left alone for now. */
  isResting: (core: number) => boolean
}

/**
 * One running slot per core, over all processes of the machine: two on one core make each other's wall time double. Within a
 * process the highest priority (the lowest number) is served first, and of equals who came first. A process that finds no core free
 * says so to the others; whoever then gives one back leaves it alone for a moment, or a busy process would never let go.
 */
export class CoreLeases {
  #options: CoreLeasesOptions
  #held = new Set<number>()
  #waiting: Waiter[] = []
  #isServing = false
  /** Held while this process waits for a core of another's. */
  #wish: Server | null = null
  #yieldsUntil = 0
  #isHeldElsewhere = false
  #timer: NodeJS.Timeout | null = null

  constructor(options: CoreLeasesOptions) {
    this.#options = options
  }

  get held(): number {
    return this.#held.size
  }

  get waiting(): number {
    return this.#waiting.length
  }

  async acquire({ signal, priority = 0 }: { signal: AbortSignal; priority?: number | undefined }): Promise<CoreLease> {
    signal.throwIfAborted()
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        priority,
        isAborted: () => signal.aborted,
        resolve: (lease) => {
          signal.removeEventListener('abort', abort)
          resolve(lease)
        },
      }
      const abort = (): void => {
        this.#waiting = this.#waiting.filter((other) => other !== waiter)
        reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
      }
      signal.addEventListener('abort', abort, { once: true })
      const behind = this.#waiting.findIndex((other) => other.priority > priority)
      this.#waiting.splice(behind === -1 ? this.#waiting.length : behind, 0, waiter)
      void this.#serve()
    })
  }

  /** Null where no core is idle, or somebody waits for the next. */
  async acquireIdle(): Promise<CoreLease | null> {
    return this.#waiting.length > 0 ? null : this.#take()
  }

  async #serve(): Promise<void> {
    if (this.#isServing) return
    this.#isServing = true
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    try {
      while (this.#waiting.length > 0) {
        const lease = await this.#take()
        if (!lease) {
          if (this.#isHeldElsewhere) this.#wish ??= await lockOnMachine(this.#wishName)
          break
        }
        await this.#withdrawWish()
        // Whoever is first now: somebody more urgent may have come meanwhile, or everybody left.
        const next = this.#waiting.shift()
        if (!next || next.isAborted()) await lease.release()
        else next.resolve(lease)
      }
    } finally {
      this.#isServing = false
    }
    if (this.#waiting.length === 0) await this.#withdrawWish()
    if (this.#waiting.length > 0) this.#timer = setTimeout(() => void this.#serve(), retryMs)
  }

  async #take(): Promise<CoreLease | null> {
    this.#isHeldElsewhere = false
    // Whoever yields has no wish of its own, or two would wait for each other.
    if (performance.now() < this.#yieldsUntil) return null
    const { cores, atMost, scope, isResting } = this.#options
    for (const core of cores) {
      if (this.#held.has(core) || this.#held.size >= atMost || isResting(core)) continue
      this.#held.add(core)
      const server = await lockOnMachine(`core-${scope}-${core}`)
      if (server) return { core, release: async () => this.#release(core, server) }
      this.#held.delete(core)
      this.#isHeldElsewhere = true
    }
    return null
  }

  async #release(core: number, server: Server): Promise<void> {
    if (await this.#isWantedElsewhere()) this.#yieldsUntil = performance.now() + yieldMs
    await new Promise<void>((resolve) => server.close(() => resolve()))
    this.#held.delete(core)
    void this.#serve()
  }

  get #wishName(): string {
    return `core-wanted-${this.#options.scope}`
  }

  async #isWantedElsewhere(): Promise<boolean> {
    if (this.#wish) return false
    const free = await lockOnMachine(this.#wishName)
    free?.close()
    return free === null
  }

  async #withdrawWish(): Promise<void> {
    const wish = this.#wish
    this.#wish = null
    if (wish) await new Promise<void>((resolve) => wish.close(() => resolve()))
  }
}
