/**
 * Collects what rains in and hands it over once per animation frame, so that any number of events costs one render.
 * A hidden tab has no animation frames: there a timer takes over, since titles and sounds must still follow.
 */
export class FrameBuffer<Item> {
  #items: Item[] = []
  #flush: (items: readonly Item[]) => void
  #isScheduled = false

  constructor(flush: (items: readonly Item[]) => void) {
    this.#flush = flush
  }

  push(item: Item): void {
    this.#items.push(item)
    if (this.#isScheduled) return
    this.#isScheduled = true
    if (document.visibilityState === 'visible') requestAnimationFrame(() => this.#hand())
    // A tab that gets hidden between request and frame would wait for ever.
    setTimeout(() => this.#hand(), 200)
  }

  #hand(): void {
    if (!this.#isScheduled) return
    this.#isScheduled = false
    const items = this.#items
    this.#items = []
    this.#flush(items)
  }
}
