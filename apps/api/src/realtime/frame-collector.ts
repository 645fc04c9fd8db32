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

  add(battleId: string, key: string, frame: CollectedFrame): void {
    const frames = this.#battles.get(battleId)
    if (frames) frames.set(key, frame)
    else this.#battles.set(battleId, new Map([[key, frame]]))
  }

  /** All there is, to be sent; the next tick begins empty. */
  take(): Map<string, Map<string, CollectedFrame>> {
    const taken = this.#battles
    this.#battles = new Map()
    return taken
  }
}
