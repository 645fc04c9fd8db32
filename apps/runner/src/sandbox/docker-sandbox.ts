import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { CoreLeases } from './core-lease'
import { Engine, type EngineInfo } from './engine'
import { SandboxError, type Sandbox, type Slot } from './sandbox'
import { selfTest } from './self-test'
import { SlotContainer } from './slot-container'
import { slotUid } from './slot-spec'

/** Whatever a kernel bug may let one submission leave in a slot's shared parts, it doesn't stay there for long. */
const defaultSubmissionsPerContainer = 50
/** Until the first submission sets its own. */
const idleMemoryBytes = 1024 * 1024 * 1024
const seccompProfileUrl = new URL('../../../../infra/seccomp/slot.json', import.meta.url)

export interface DockerSandboxOptions {
  engine: Engine
  image: string
  /** Goes into names and labels; a sandbox removes only what its own owner left. */
  owner: string
  /** At most so many submissions at a time; null: one per core. */
  maxSlots: number | null
  /** Only on these cores; unset: on whichever is free. */
  cores?: readonly number[]
  submissionsPerContainer?: number
  onAnomaly: (error: unknown) => void
}

interface Home {
  containers: Partial<Record<Role, Warm>>
}
interface Warm {
  started: Promise<SlotContainer>
  served: number
}
type Role = 'contestant' | 'validator'

/** Warm containers, one pair per core at most; see SandboxError for what it throws. */
export class DockerSandbox implements Sandbox {
  readonly level = 'L2'
  readonly slots: number
  #options: DockerSandboxOptions
  #info: EngineInfo
  #seccompProfile: string
  #leases: CoreLeases
  #homes: Map<number, Home>
  #serial = 0
  /** The engine may still be removing a container of the last process of this owner, and names are unique. */
  #instance = `${randomBytes(3).toString('hex')}-`
  #isClosed = false

  /** Removes its own leftovers and proves the isolation in a slot; throws one clear sentence where that fails. */
  static async open(options: DockerSandboxOptions): Promise<DockerSandbox> {
    const info = await options.engine.info()
    // Re-written without its spaces: the engine takes the profile's text, and checks nothing of it before a start.
    const profile = JSON.stringify(JSON.parse(await readFile(seccompProfileUrl, 'utf8')))
    await options.engine.removeLeftovers(options.owner)
    const sandbox = new DockerSandbox(options, info, profile)
    try {
      await sandbox.withSlot(async ({ box }) => selfTest(box), AbortSignal.timeout(30_000))
      return sandbox
    } catch (error) {
      await sandbox.close()
      const reason = error instanceof Error ? error.message : String(error)
      throw new SandboxError(`this engine can't isolate programs as docs/security.md asks: ${reason}`, { cause: error })
    }
  }

  private constructor(options: DockerSandboxOptions, info: EngineInfo, seccompProfile: string) {
    this.#options = options
    this.#info = info
    this.#seccompProfile = seccompProfile
    const cores = options.cores ?? Array.from({ length: info.cores }, (_, core) => core)
    this.slots = Math.min(cores.length, options.maxSlots ?? cores.length)
    // Fewer slots than cores: still whichever core is free, since other processes lease them too.
    this.#leases = new CoreLeases({ scope: info.id, cores, atMost: this.slots })
    this.#homes = new Map(cores.map((core) => [core, { containers: {} }]))
  }

  get busySlots(): number {
    return this.#leases.held
  }

  /** Starts the containers of every slot, so that the first submissions find them warm. */
  async warmUp(): Promise<void> {
    await Promise.all([...this.#homes].slice(0, this.slots).map(async ([core, home]) => this.#get(core, home, 'contestant')))
  }

  async withSlot<Result>(use: (slot: Slot) => Promise<Result>, signal: AbortSignal): Promise<Result> {
    const lease = await this.#leases.acquire(signal)
    const home = this.#homes.get(lease.core)
    try {
      if (!home || this.#isClosed) throw new SandboxError('the sandbox is closed')
      return await this.#lend(lease.core, home, use, signal)
    } finally {
      await lease.release()
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await Promise.all(
      [...this.#homes.values()].flatMap((home) => [this.#drop(home, 'contestant'), this.#drop(home, 'validator')]),
    )
  }

  async #lend<Result>(core: number, home: Home, use: (slot: Slot) => Promise<Result>, signal: AbortSignal): Promise<Result> {
    const contestant = await this.#get(core, home, 'contestant')
    // An abort breaks the talk, so that whatever `use` waits for is rejected now.
    const abort = () => contestant.channel.fail('aborted')
    signal.addEventListener('abort', abort, { once: true })
    try {
      const result = await use({ box: contestant.box, validatorBox: async () => (await this.#get(core, home, 'validator')).box })
      for (const role of ['contestant', 'validator'] as const) await this.#retire(core, home, role)
      return result
    } catch (error) {
      this.#options.onAnomaly(error)
      await Promise.all([this.#drop(home, 'contestant'), this.#drop(home, 'validator')])
      throw error
    } finally {
      signal.removeEventListener('abort', abort)
    }
  }

  async #get(core: number, home: Home, role: Role): Promise<SlotContainer> {
    const warm = home.containers[role]
    const container = await warm?.started.catch(() => null)
    if (container && !container.isBroken) return container
    if (warm) await this.#drop(home, role, warm)
    // Warming up and a submission may both find it broken; the second takes what the first has started.
    return home.containers[role]?.started ?? this.#start(core, home, role)
  }

  async #start(core: number, home: Home, role: Role): Promise<SlotContainer> {
    const { engine, image, owner } = this.#options
    this.#serial += 1
    const started = SlotContainer.start(engine, {
      image,
      owner,
      core,
      name: `eduscale-slot-${owner}-${core}${role === 'validator' ? 'v' : ''}-${this.#instance}${this.#serial}`,
      uid: slotUid({ core, isValidator: role === 'validator' }),
      memoryBytes: idleMemoryBytes,
      seccompProfile: this.#seccompProfile,
      hasAppArmor: this.#info.hasAppArmor,
    })
    home.containers[role] = { started, served: 0 }
    return started
  }

  /** After its share of submissions a container is replaced, by one that starts while nobody waits for it. */
  async #retire(core: number, home: Home, role: Role): Promise<void> {
    const warm = home.containers[role]
    if (!warm) return
    warm.served += 1
    const container = await warm.started
    if (warm.served < (this.#options.submissionsPerContainer ?? defaultSubmissionsPerContainer) && !container.isBroken) return
    await this.#drop(home, role)
    if (role === 'contestant' && !this.#isClosed) this.#start(core, home, role).catch(this.#options.onAnomaly)
  }

  async #drop(home: Home, role: Role, warm = home.containers[role]): Promise<void> {
    if (home.containers[role] === warm) delete home.containers[role]
    const container = await warm?.started.catch(() => null)
    await container?.remove().catch(this.#options.onAnomaly)
  }
}
