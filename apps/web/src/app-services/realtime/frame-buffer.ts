/** However slow the device: what rains in is shown at least this often. */
const longestRestMs = 100

/**
 * Collects what rains in and hands it over once per animation frame, so that any number of events costs one render. After each
 * it rests for as long as that took to be painted (at least `restMs`): on a slow device half of the time is left for the keyboard.
 * A hidden tab has no animation frames: there a timer takes over, since titles and sounds must still follow.
 */
export class FrameBuffer<Item> {
  #items: Item[] = []
  #flush: (items: readonly Item[]) => void
  #restMs: number
  #restsUntil = 0
  #isScheduled = false

  constructor(flush: (items: readonly Item[]) => void, options: { restMs?: number } = {}) {
    this.#flush = flush
    this.#restMs = options.restMs ?? 0
  }

  push(item: Item): void {
    this.#items.push(item)
    if (this.#isScheduled) return
    this.#isScheduled = true
    const restMs = this.#restsUntil - performance.now()
    if (restMs > 0) setTimeout(() => this.#request(), restMs)
    else this.#request()
  }

  #request(): void {
    if (document.visibilityState === 'visible') requestAnimationFrame(() => this.#hand())
    // A tab that gets hidden between request and frame would wait for ever.
    setTimeout(() => this.#hand(), 200)
  }

  #hand(): void {
    if (!this.#isScheduled) return
    this.#isScheduled = false
    const items = this.#items
    this.#items = []
    const startedAt = performance.now()
    this.#flush(items)
    // The next task comes after the paint.
    setTimeout(() => {
      const now = performance.now()
      this.#restsUntil = now + Math.min(longestRestMs, Math.max(this.#restMs, now - startedAt))
    })
  }
}
