/** A volatile frame on its way, encoded. */
export interface CollectedFrame {
  json: string
  /** The socket that it came from, or the user it is about: they know already. */
  exceptSocketId: string | null
  exceptUserId: string | null
}

/**
 * Volatile frames between two ticks, per battle. Of one sender and kind only the last stays: a cursor that has moved on is of no
 * interest. What must not be dropped (chat) is added under a key of its own.
 */
export class FrameCollector {
  #battles = new Map<string, Map<string, CollectedFrame>>()

  /** True when it is the first frame since the last `take`. */
  add(battleId: string, key: string, frame: CollectedFrame): boolean {
    const isFirst = this.#battles.size === 0
    const frames = this.#battles.get(battleId)
    if (frames) frames.set(key, frame)
    else this.#battles.set(battleId, new Map([[key, frame]]))
    return isFirst
  }

  /** All there is, to be sent; the next tick begins empty. */
  take(): Map<string, Map<string, CollectedFrame>> {
    const taken = this.#battles
    this.#battles = new Map()
    return taken
  }
}
