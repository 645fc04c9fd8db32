import type { Box } from './sandbox'
import type { SlotContainer } from './slot-container'

/** Warm containers of one core: beyond these the one that served longest ago goes. A warm one takes 4 MiB. */
const maxWarm = 8

export interface PoolOptions {
  start: (kind: ContainerKind) => Promise<SlotContainer>
  /** How many submissions one container serves. */
  submissionsPerContainer: number
  onAnomaly: (error: unknown) => void
}

export interface ContainerKind {
  image: string
  isValidator: boolean
}

interface Warm {
  kind: ContainerKind
  started: Promise<SlotContainer>
  served: number
  isLent: boolean
}

/** The containers of one core, by what they are for: started when first asked for, then warm. */
export class SlotPool {
  #options: PoolOptions
  /** In the order of their last use. */
  #warm = new Map<string, Warm>()
  #isClosed = false

  constructor(options: PoolOptions) {
    this.#options = options
  }

  async get(kind: ContainerKind): Promise<SlotContainer> {
    const key = keyOf(kind)
    const warm = this.#warm.get(key)
    const container = await warm?.started.catch(() => null)
    if (warm && (!container || container.isBroken)) await this.#drop(key, warm)
    // Warming up and a submission may both find it broken; the second takes what the first has started.
    return this.#warm.get(key)?.started ?? this.#start(kind)
  }

  async lend(kind: ContainerKind): Promise<Box> {
    const container = await this.get(kind)
    const key = keyOf(kind)
    const warm = this.#warm.get(key)
    if (warm) {
      warm.isLent = true
      this.#warm.delete(key)
      this.#warm.set(key, warm)
    }
    return container.box
  }

  /** After a submission: whoever has served its share is replaced, by one that starts while nobody waits for it. */
  async takeBack(): Promise<void> {
    // A copy: replacing one changes the map.
    const all = Array.from(this.#warm)
    for (const [key, warm] of all) {
      if (!warm.isLent) continue
      warm.isLent = false
      warm.served += 1
      const container = await warm.started
      if (warm.served < this.#options.submissionsPerContainer && !container.isBroken) continue
      // Nobody waits for its end (50 ms); the engine knows them apart by name.
      void this.#drop(key, warm)
      if (!this.#isClosed) this.#start(warm.kind).catch(this.#options.onAnomaly)
    }
    for (const [key, warm] of [...this.#warm].slice(0, Math.max(0, this.#warm.size - maxWarm))) void this.#drop(key, warm)
  }

  /** Nobody knows in which state these are. */
  async discardLent(): Promise<void> {
    await Promise.all([...this.#warm].filter(([, warm]) => warm.isLent).map(async ([key, warm]) => this.#drop(key, warm)))
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await Promise.all([...this.#warm].map(async ([key, warm]) => this.#drop(key, warm)))
  }

  async #start(kind: ContainerKind): Promise<SlotContainer> {
    const started = this.#options.start(kind)
    this.#warm.set(keyOf(kind), { kind, started, served: 0, isLent: false })
    return started
  }

  async #drop(key: string, warm: Warm): Promise<void> {
    if (this.#warm.get(key)?.started === warm.started) this.#warm.delete(key)
    const container = await warm.started.catch(() => null)
    await container?.remove().catch(this.#options.onAnomaly)
  }
}

function keyOf({ image, isValidator }: ContainerKind): string {
  return `${image}${isValidator ? ' validator' : ''}`
}
