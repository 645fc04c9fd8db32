/** A volatile frame on its way, encoded. */
export interface CollectedFrame {
  json: string
  /** The socket that it came from, or the user it is about: they know already. */
  exceptSocketId: string | null
  exceptUserId: string | null
}

/**
 * Volatile frames between two ticks, per battle. Of one sender and kind only the last stays: a cursor that has moved on is of no
 * interest.
 */
export class FrameCollector {
  #battles = new Map<string, Map<string, CollectedFrame>>()
  /** When a battle's frames were taken last, of those of a moment ago. */
  #taken = new Map<string, number>()
  #everyMs: number

  /** A battle's frames are taken at most every `everyMs`. */
  constructor(everyMs: number) {
    this.#everyMs = everyMs
  }

  add(battleId: string, key: string, frame: CollectedFrame): void {
    const frames = this.#battles.get(battleId)
    if (frames) frames.set(key, frame)
    else this.#battles.set(battleId, new Map([[key, frame]]))
  }

  get isEmpty(): boolean {
    return this.#battles.size === 0
  }

  /** What is to be sent at `now`, in milliseconds; battles whose turn was just before keep theirs, and go on collecting. */
  take(now: number): Map<string, Map<string, CollectedFrame>> {
    for (const [battleId, at] of this.#taken) if (now - at >= this.#everyMs) this.#taken.delete(battleId)
    const due = new Map([...this.#battles].filter(([battleId]) => !this.#taken.has(battleId)))
    for (const battleId of due.keys()) {
      this.#battles.delete(battleId)
      this.#taken.set(battleId, now)
    }
    return due
  }
}
