import { setTimeout as sleep } from 'node:timers/promises'
import type { RunnerHeartbeat } from '@eduscale/contracts/judge'
import type { Logger } from '@eduscale/platform/logger'
import { languages } from './languages/registry'

/** The image that a runner begins with; its languages are what most submissions are written in. */
export const firstImage = 'polyglot'

export interface LanguageImagesOptions {
  /** Every image of the registry. */
  names: readonly string[]
  /** Builds an image where it isn't there, and answers its reference; null where it may not be built here. */
  provide: (name: string) => Promise<string | null>
  readVersions: (image: string, signal: AbortSignal) => Promise<RunnerHeartbeat['languages']>
  /** After this long the images that are missing are tried once more. */
  retryMs: number
  log: Logger
}

type Versions = RunnerHeartbeat['languages']

/** Which images this runner has, and so which languages. The first is there from the start; the others join one by one. */
export class LanguageImages {
  #options: LanguageImagesOptions
  #references = new Map<string, Promise<string>>()
  #ready = new Set<string>()
  #absent = new Set<string>()
  #versions = new Map<string, Versions>()

  constructor(options: LanguageImagesOptions) {
    this.#options = options
  }

  /** In the registry's order. */
  get versions(): Versions {
    const known = [...this.#versions.values()].flat()
    return Object.values(languages).flatMap(({ id }) => known.filter((language) => language.id === id))
  }

  /** For the sandbox: the reference of an image, once it is there. */
  async reference(name: string): Promise<string> {
    const reference = this.#references.get(name) ?? this.#provide(name)
    this.#references.set(name, reference)
    return reference
  }

  /** Makes an image's languages known. */
  async add(name: string, signal: AbortSignal): Promise<void> {
    await this.reference(name)
    // Submissions may use it before the versions are known, which wait for a slot behind them.
    this.#ready.add(name)
    this.#versions.set(name, await this.#options.readVersions(name, signal))
  }

  /**
   * All but the first, one after the other: building takes cores that submissions want. One that fails is left out, said once, and
   * tried again later, since it may have been the engine.
   */
  async addOthers(signal: AbortSignal): Promise<void> {
    for (;;) {
      for (const name of this.#options.names.filter((other) => !this.#versions.has(other))) {
        if (signal.aborted) return
        await this.#tryToAdd(name, signal)
      }
      if (this.#absent.size === 0 || signal.aborted) return
      await sleep(this.#options.retryMs, undefined, { signal }).catch(() => undefined)
    }
  }

  async #tryToAdd(name: string, signal: AbortSignal): Promise<void> {
    const { log } = this.#options
    try {
      await this.add(name, signal)
      this.#absent.delete(name)
      log.info({ image: name }, 'more languages are there')
    } catch (error) {
      this.#references.delete(name)
      if (signal.aborted || this.#absent.has(name)) return
      this.#absent.add(name)
      const reason = error instanceof Error ? error.message : String(error)
      log.warn({ image: name, reason }, 'the languages of an image are not offered here')
    }
  }

  /** Waits for an image that is on its way; false when it isn't there by then, or won't come. */
  async isReady(name: string, { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal }): Promise<boolean> {
    const deadline = Date.now() + timeoutMs
    while (!this.#ready.has(name)) {
      if (this.#absent.has(name) || Date.now() > deadline) return false
      await sleep(100, undefined, { signal })
    }
    return true
  }

  async #provide(name: string): Promise<string> {
    const reference = await this.#options.provide(name)
    if (reference === null) throw new Error(`the image ${name} is not on this engine, and BUILD_IMAGES is off`)
    return reference
  }
}
