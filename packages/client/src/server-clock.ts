/**
 * Server time on this device: the offset of the sample with the least round trip is kept, so the error is at most half
 * that round trip. Samples older than ten minutes are forgotten, since clocks drift.
 */
export class ServerClock {
  #samples: { offsetMs: number; rttMs: number; takenAt: number }[] = []

  addSample(sentAt: number, receivedAt: number, serverAt: number): void {
    const rttMs = receivedAt - sentAt
    this.#samples = this.#samples.filter((sample) => receivedAt - sample.takenAt < 600_000).slice(-15)
    this.#samples.push({ offsetMs: serverAt - (sentAt + rttMs / 2), rttMs, takenAt: receivedAt })
  }

  /** Milliseconds since the epoch, by the server's clock. */
  now(): number {
    return Date.now() + (this.#best()?.offsetMs ?? 0)
  }

  /** Half of it bounds the clock's error; null before the first sample. */
  get rttMs(): number | null {
    return this.#best()?.rttMs ?? null
  }

  #best() {
    return this.#samples.reduce<{ offsetMs: number; rttMs: number } | null>(
      (best, sample) => (best === null || sample.rttMs < best.rttMs ? sample : best),
      null,
    )
  }
}
