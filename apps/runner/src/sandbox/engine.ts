import Docker from 'dockerode'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { createBreaker, type Breaker, type BreakerState } from '@eduscale/platform/breaker'
import { SandboxError } from './sandbox'
import { containerSpec, ownerLabel, type SlotSpec } from './slot-spec'

const pollMs = 100

export interface EngineInfo {
  id: string
  cores: number
  hasAppArmor: boolean
  /** `cgroupfs`, `systemd`, or `none` where the engine has no root. */
  cgroupDriver: string
  runtimes: readonly string[]
}

/** The part of `GET /info` that is read. */
interface EngineAnswer {
  ID: string
  NCPU: number
  CgroupDriver?: string
  SecurityOptions?: string[]
  Runtimes?: Record<string, unknown>
}

export interface StartedContainer {
  id: string
  stream: Duplex
}

/** The calls on the container engine, each under the breaker: there a failure is ours, never a contestant's. */
export class Engine {
  #docker = new Docker()
  #breaker: Breaker

  constructor() {
    this.#breaker = createBreaker({ name: 'engine', timeoutMs: 20_000, errorThresholdPercent: 50, volume: 3, resetMs: 3_000 })
  }

  get breakerState(): BreakerState {
    return this.#breaker.state
  }

  onBreakerChange(listener: (state: BreakerState) => void): void {
    this.#breaker.onChange(listener)
  }

  close(): void {
    this.#breaker.shutdown()
  }

  /** Resolves when the breaker is closed, at the latest after `timeoutMs`. */
  async answers(timeoutMs: number): Promise<void> {
    const deadline = Date.now() + timeoutMs
    while (this.#breaker.state !== 'closed' && Date.now() < deadline) await sleep(pollMs)
  }

  async info(): Promise<EngineInfo> {
    return this.#call(async () => {
      const info: EngineAnswer = await this.#docker.info()
      return {
        id: info.ID,
        cores: info.NCPU,
        runtimes: Object.keys(info.Runtimes ?? {}),
        cgroupDriver: info.CgroupDriver ?? 'none',
        hasAppArmor: (info.SecurityOptions ?? []).some((option) => option.includes('name=apparmor')),
      }
    })
  }

  /** A container that fails on the way is removed before the error is told. */
  async start(spec: SlotSpec): Promise<StartedContainer> {
    return this.#call(async (abortSignal) => {
      const container = await this.#docker.createContainer({ ...containerSpec(spec), abortSignal })
      try {
        const stream = await container.attach({
          stream: true,
          hijack: true,
          stdin: true,
          stdout: true,
          stderr: true,
          abortSignal,
        })
        await container.start({ abortSignal })
        if (!isDuplex(stream)) throw new SandboxError('engine: attach gave no two-way stream')
        return { id: container.id, stream }
      } catch (error) {
        await container.remove({ force: true }).catch(() => undefined)
        throw error
      }
    })
  }

  async limitMemory(id: string, bytes: number): Promise<void> {
    await this.#call(async (abortSignal) =>
      this.#docker.getContainer(id).update({ Memory: bytes, MemorySwap: bytes, abortSignal }),
    )
  }

  /** Gone already, or going by AutoRemove, is as good as removed. */
  async remove(id: string): Promise<void> {
    try {
      await this.#docker.getContainer(id).remove({ force: true })
    } catch (error) {
      const status = statusOf(error)
      if (status !== 404 && status !== 409) throw error
    }
  }

  async #call<Result>(action: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    try {
      return await this.#breaker.run(action)
    } catch (cause) {
      throw new SandboxError(`engine: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    }
  }

  /** What an owner of this name left behind when it was killed together with its engine connection. */
  async removeLeftovers(owner: string): Promise<number> {
    const found = await this.#call(async (abortSignal) =>
      this.#docker.listContainers({ all: true, filters: { label: [`${ownerLabel}=${owner}`] }, abortSignal }),
    )
    await Promise.all(found.map(async (container) => this.remove(container.Id)))
    return found.length
  }

  /**
   * Containers of any runner that were made and never started: one that is killed between the two leaves them, and nothing else
   * takes them away if it comes back under another name. Starting takes far less than `olderThanMs`.
   */
  async removeNeverStarted(olderThanMs: number): Promise<number> {
    const found = await this.#call(async (abortSignal) =>
      this.#docker.listContainers({ all: true, filters: { label: [ownerLabel], status: ['created'] }, abortSignal }),
    )
    const old = found.filter((container) => Date.now() - container.Created * 1_000 >= olderThanMs)
    await Promise.all(old.map(async (container) => this.remove(container.Id)))
    return old.length
  }
}

function isDuplex(stream: NodeJS.ReadWriteStream): stream is Duplex {
  return 'destroy' in stream
}

function statusOf(error: unknown): number | null {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : null
}
