import { BoxChannel } from './box-channel'
import type { Engine } from './engine'
import type { Box } from './sandbox'
import type { SlotSpec } from './slot-spec'

const helloTimeoutMs = 10_000

/** A running container and the talk with the boxd in it. */
export class SlotContainer {
  readonly channel: BoxChannel
  readonly box: Box
  #engine: Engine
  #id: string
  #memoryBytes: number
  #limiting: Promise<void> = Promise.resolve()

  static async start(engine: Engine, spec: SlotSpec): Promise<SlotContainer> {
    const { id, stream } = await engine.start(spec)
    const container = new SlotContainer(engine, id, new BoxChannel(stream), spec.memoryBytes)
    try {
      await container.channel.hello(helloTimeoutMs)
      return container
    } catch (error) {
      await container.remove()
      throw error
    }
  }

  private constructor(engine: Engine, id: string, channel: BoxChannel, memoryBytes: number) {
    this.#engine = engine
    this.#id = id
    this.channel = channel
    this.#memoryBytes = memoryBytes
    this.box = {
      reset: () => channel.reset(),
      resetKept: () => channel.resetKept(),
      putFile: (file) => channel.putFile(file),
      run: (spec) => channel.run(spec),
      talk: (spec, listener) => channel.talk(spec, listener),
      limitMemory: (bytes) => this.limitMemory(bytes),
    }
  }

  get isBroken(): boolean {
    return this.channel.failure !== null
  }

  /** One at a time, in the order of the calls: the engine would run two of them in any order. */
  async limitMemory(bytes: number): Promise<void> {
    const turn = this.#limiting.then(async () => {
      if (bytes === this.#memoryBytes || this.isBroken) return
      await this.#engine.limitMemory(this.#id, bytes)
      this.#memoryBytes = bytes
    })
    this.#limiting = turn.catch(() => undefined)
    await turn
  }

  async remove(): Promise<void> {
    this.channel.fail('removed')
    await this.#engine.remove(this.#id)
  }
}
