import { randomBytes } from 'node:crypto'
import { removeEmptyParents } from './cgroup-parents'
import { CoreLeases, type CoreLease } from './core-lease'
import type { Engine, EngineInfo } from './engine'
import { Quarantine } from './quarantine'
import { BusyMachineError, SandboxError, type Sandbox, type Slot, type SlotRequest } from './sandbox'
import { readSeccompProfile } from './seccomp-profile'
import { selfTest } from './self-test'
import { SlotContainer } from './slot-container'
import { SlotPool, type ContainerKind } from './slot-pool'
import { cgroupParentOf, slotUid, type Level } from './slot-spec'

/** Whatever a kernel bug may let one submission leave in a slot's shared parts, it doesn't stay there for long. */
const defaultSubmissionsPerContainer = 50
/** Until the first submission sets its own. */
const idleMemoryBytes = 1024 * 1024 * 1024
const selfTestImage = 'polyglot'
const selfTestTimeoutMs = 60_000

/** A removed container's cgroup goes a moment later. */
const engineRemovesMs = 500

/** Nobody starts a container this long after making it. */
const neverStartedMs = 60_000

export interface DockerSandboxOptions {
  engine: Engine
  /** The reference of a language's image, by its name in infra/images; may build it, and is asked once. */
  image: (name: string) => Promise<string>
  /** Goes into names and labels; a sandbox removes only what its own owner left. */
  owner: string
  /** At most so many submissions at a time; null: one per core. */
  maxSlots: number | null
  /** Only on these cores; unset: on whichever is free. */
  cores?: readonly number[]
  /** Unset: L2 where the self-test finds it, else L1. */
  level?: Level
  /** Another runtime of the engine, `runsc` for gVisor. */
  runtime?: string | null
  /** The cgroup above all slots; unset: one for each core. */
  cgroupParent?: string
  submissionsPerContainer?: number
  onAnomaly: (error: unknown) => void
}

/** Warm containers on every core; see SandboxError for what it throws. */
export class DockerSandbox implements Sandbox {
  readonly slots: number
  /** Why it isn't the level that would be best; null when it is. */
  readonly levelReason: string | null
  readonly #level: Level
  #options: DockerSandboxOptions
  #info: EngineInfo
  #seccompProfile: string
  #leases: CoreLeases
  #quarantine = new Quarantine(Date.now)
  #pools: Map<number, SlotPool>
  #images = new Map<string, Promise<string>>()
  #serial = 0
  /** The engine may still be removing a container of the last process of this owner, and names are unique. */
  #instance = `${randomBytes(3).toString('hex')}-`
  #isClosed = false
  #knowsWaits = false

  /** Removes its own leftovers and proves the isolation in a slot; throws one clear sentence where no level can be had. */
  static async open(options: DockerSandboxOptions): Promise<DockerSandbox> {
    const info = await options.engine.info()
    const runtime = options.runtime ?? null
    if (runtime !== null && !info.runtimes.includes(runtime))
      throw new SandboxError(`the engine has no runtime ${runtime}, only ${info.runtimes.join(', ')}`)
    await options.engine.removeLeftovers(options.owner)
    await options.engine.removeNeverStarted(neverStartedMs)
    await removeEmptyParents({ waitMs: 0 })
    // It may have to be built, which takes longer than a self-test may.
    await options.image(selfTestImage)
    const reasons: string[] = []
    for (const level of options.level ? [options.level] : (['L2', 'L1'] as const)) {
      const seccompProfile = await readSeccompProfile(level)
      const sandbox = new DockerSandbox(options, { level, info, seccompProfile, levelReason: reasons.at(-1) ?? null })
      try {
        const request = { image: selfTestImage, signal: AbortSignal.timeout(selfTestTimeoutMs) }
        await sandbox.withSlot(async ({ box }) => selfTest(box, level), request)
        return sandbox
      } catch (error) {
        await sandbox.close()
        reasons.push(`${level}: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
    throw new SandboxError(`this engine can't isolate programs as docs/security.md asks: ${reasons.join('; ')}`)
  }

  private constructor(
    options: DockerSandboxOptions,
    found: { level: Level; info: EngineInfo; seccompProfile: string; levelReason: string | null },
  ) {
    this.#options = options
    this.#level = found.level
    this.levelReason = found.levelReason
    this.#info = found.info
    this.#seccompProfile = found.seccompProfile
    const cores = options.cores ?? Array.from({ length: found.info.cores }, (_, core) => core)
    this.slots = Math.min(cores.length, options.maxSlots ?? cores.length)
    // Fewer slots than cores: still whichever core is free, since other processes lease them too.
    const isResting = (core: number): boolean => this.#quarantine.isResting(core)
    this.#leases = new CoreLeases({ scope: found.info.id, cores, atMost: this.slots, isResting })
    this.#pools = new Map(cores.map((core) => [core, this.#createPool(core)]))
  }

  get level(): string {
    return this.#options.runtime ? `${this.#level} ${this.#options.runtime}` : this.#level
  }

  /** Whether time that a run waited for a core can be told from time that it slept. */
  get knowsWaits(): boolean {
    return this.#knowsWaits
  }

  get busySlots(): number {
    return this.#leases.held
  }

  get quarantinedSlots(): number {
    return this.#quarantine.resting
  }

  get usableSlots(): number {
    return Math.max(0, Math.min(this.slots, this.#pools.size - this.#quarantine.resting))
  }

  get isContended(): boolean {
    return this.#leases.waiting > 0
  }

  /** Starts the containers of every slot, so that the first submissions find them warm. */
  async warmUp(image: string): Promise<void> {
    await Promise.all([...this.#pools.values()].slice(0, this.slots).map(async (pool) => pool.get({ image, isValidator: false })))
  }

  async withSlot<Result>(use: (slot: Slot) => Promise<Result>, request: SlotRequest): Promise<Result> {
    // It may have to be built, and nobody shall wait for a core meanwhile.
    await this.#findImage(request.image)
    return this.#lend(await this.#leases.acquire(request), use, request)
  }

  async withIdleSlot<Result>(use: (slot: Slot) => Promise<Result>, request: SlotRequest): Promise<Result | null> {
    const lease = await this.#leases.acquireIdle()
    return lease ? this.#lend(lease, use, request) : null
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await Promise.all([...this.#pools.values()].map(async (pool) => pool.close()))
    await removeEmptyParents({ waitMs: engineRemovesMs })
  }

  async #lend<Result>(lease: CoreLease, use: (slot: Slot) => Promise<Result>, { image, signal }: SlotRequest): Promise<Result> {
    const pool = this.#pools.get(lease.core)
    let abort = (): void => undefined
    try {
      if (!pool || this.#isClosed) throw new SandboxError('the sandbox is closed')
      const lend = async (kind: ContainerKind) => this.#orAnomaly(lease.core, pool.lend(kind))
      const box = await lend({ image, isValidator: false })
      // An abort breaks the talk, so that whatever `use` waits for is rejected now; the containers are replaced.
      abort = () => void pool.discardLent()
      signal.addEventListener('abort', abort, { once: true })
      signal.throwIfAborted()
      const result = await this.#orAnomaly(
        lease.core,
        use({ box, validatorBox: async (name) => lend({ image: name, isValidator: true }) }),
        signal,
      )
      await pool.takeBack()
      this.#quarantine.forgive(lease.core)
      return result
    } catch (error) {
      await pool?.discardLent()
      throw error
    } finally {
      signal.removeEventListener('abort', abort)
      await lease.release()
    }
  }

  /**
   * What fails without having been told to end is an anomaly, and of this core where the engine or a slot failed. An error of our own in
   * judging isn't: the same submission would fail on any core, and a few of them would rest them all.
   */
  async #orAnomaly<Result>(core: number, work: Promise<Result>, signal?: AbortSignal): Promise<Result> {
    try {
      return await work
    } catch (error) {
      if (signal?.aborted) throw signal.reason
      if (error instanceof BusyMachineError) throw error
      if (error instanceof SandboxError) this.#quarantine.record(core)
      this.#options.onAnomaly(error)
      throw error
    }
  }

  #createPool(core: number): SlotPool {
    return new SlotPool({
      start: async (kind) => this.#start(core, kind),
      // On level 1 the container is the isolation domain: one submission each.
      submissionsPerContainer:
        this.#level === 'L1' ? 1 : (this.#options.submissionsPerContainer ?? defaultSubmissionsPerContainer),
      onAnomaly: this.#options.onAnomaly,
    })
  }

  async #start(core: number, { image, isValidator }: ContainerKind): Promise<SlotContainer> {
    const { engine, owner, runtime, cgroupParent } = this.#options
    this.#serial += 1
    const serial = this.#serial
    const container = await SlotContainer.start(engine, {
      image: await this.#findImage(image),
      owner,
      core,
      name: `eduscale-slot-${owner}-${core}${isValidator ? 'v' : ''}-${this.#instance}${serial}`,
      uid: slotUid({ core, isValidator }),
      isValidator,
      memoryBytes: idleMemoryBytes,
      level: this.#level,
      seccompProfile: this.#seccompProfile,
      hasAppArmor: this.#info.hasAppArmor,
      runtime: runtime ?? null,
      cgroupParent: cgroupParent ?? cgroupParentOf({ driver: this.#info.cgroupDriver, core }),
    })
    this.#knowsWaits = container.channel.knowsWaits
    return container
  }

  async #findImage(name: string): Promise<string> {
    const found = this.#images.get(name) ?? this.#options.image(name)
    this.#images.set(name, found)
    // A build that failed is tried again by the next who asks.
    found.catch(() => this.#images.delete(name))
    return found
  }
}
