interface PeerWatchOptions {
  me: string
  /** Milliseconds on a clock that never goes back. */
  now: () => number
  /** Heard of later than this, a peer is silent. */
  silentMs: number
  /** Silent for this long, a peer is taken for gone for good. */
  forgetMs: number
  /** After a silence, it takes this long until all is well: peers come back one after the other. */
  settleMs: number
}

/** Which nodes have been heard, how lately, and whether anything they said was lost. */
export class PeerWatch {
  #peers = new Map<string, { lastNumber: number; heardAt: number }>()
  #options: PeerWatchOptions
  #unsoundAt: number

  constructor(options: PeerWatchOptions) {
    this.#options = options
    this.#unsoundAt = options.now()
  }

  /** A message and its number. `missed` when it isn't the one after the last, and of a peer that wasn't known: who knows. */
  heard(peer: string, number: number): 'ok' | 'missed' {
    const known = this.#peers.get(peer)
    this.#peers.set(peer, { lastNumber: number, heardAt: this.#options.now() })
    return known && number === known.lastNumber + 1 ? 'ok' : 'missed'
  }

  has(peer: string): boolean {
    return this.#peers.has(peer)
  }

  left(peer: string): void {
    this.#peers.delete(peer)
  }

  /** How long ago this node heard itself. */
  get ownSilenceMs(): number {
    const own = this.#peers.get(this.#options.me)
    return own ? this.#options.now() - own.heardAt : Number.POSITIVE_INFINITY
  }

  /** Everybody is heard, and has been for a while. To be asked again and again. */
  isSound(): boolean {
    const { now, silentMs, forgetMs, settleMs } = this.#options
    const isDeaf = this.ownSilenceMs > silentMs
    let isSilent = isDeaf
    for (const [peer, { heardAt }] of this.#peers) {
      if (now() - heardAt > silentMs) isSilent = true
      // While nobody can be heard, nobody is forgotten.
      if (!isDeaf && now() - heardAt > forgetMs) this.#peers.delete(peer)
    }
    if (isSilent) this.#unsoundAt = now()
    return now() - this.#unsoundAt > settleMs
  }
}
