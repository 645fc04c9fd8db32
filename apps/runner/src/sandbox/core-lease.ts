import type { Server } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { lockOnMachine } from './machine-lock'

const retryMs = 15

export interface CoreLease {
  core: number
  release(): Promise<void>
}

/**
 * One running slot per core, over all processes of the machine: two on one core make each other's wall time double.
 */
export class CoreLeases {
  #cores: readonly number[]
  #scope: string
  #atMost: number
  #held = new Set<number>()

  constructor({ scope, cores, atMost }: { scope: string; cores: readonly number[]; atMost: number }) {
    this.#scope = scope
    this.#cores = cores
    this.#atMost = atMost
  }

  get held(): number {
    return this.#held.size
  }

  async acquire(signal: AbortSignal): Promise<CoreLease> {
    for (;;) {
      signal.throwIfAborted()
      for (const core of this.#cores) {
        if (this.#held.has(core) || this.#held.size >= this.#atMost) continue
        this.#held.add(core)
        const server = await lockOnMachine(`core-${this.#scope}-${core}`)
        if (server) return { core, release: async () => this.#release(core, server) }
        this.#held.delete(core)
      }
      await sleep(retryMs, undefined, { signal })
    }
  }

  async #release(core: number, server: Server): Promise<void> {
    await new Promise<void>((resolve) => server.close(() => resolve()))
    this.#held.delete(core)
  }
}
