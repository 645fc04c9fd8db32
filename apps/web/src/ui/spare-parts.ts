import { loadUntil } from './load-patiently'

/**
 * All parts that the code on the page may ask for later, in the order in which they were named. A page that must not fail while it
 * runs gets them before it needs them: the web server may be away by then.
 */
export class SpareParts {
  #waiting = new Set<() => Promise<unknown>>()

  add(load: () => Promise<unknown>): void {
    this.#waiting.add(load)
  }

  /** One after the other, and those that they name in turn; until all are here, or they aren't wanted any more. */
  async loadAll(isUnwanted: () => boolean): Promise<void> {
    // `npm run bench -- web` tells by it what a page needs from what it fetches ahead.
    performance.mark('spare-parts')
    // A set that is gone through shows also what is added meanwhile.
    for (const load of this.#waiting) {
      if ((await loadUntil(load, isUnwanted)) === null) return
      this.#waiting.delete(load)
    }
  }
}

export const spareParts = new SpareParts()
