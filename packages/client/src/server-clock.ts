interface Sample {
  /** What the server's clock is ahead of this device's monotonic one. */
  offsetMs: number
  rttMs: number
  takenAt: number
}

const forgottenAfterMs = 600_000
const kept = 16
/** What two samples may be apart beyond their round trips: clocks drift by some ten milliseconds in ten minutes. */
const slackMs = 100

/**
 * Server time on this device: the offset of the sample with the least round trip is kept, so the error is at most half that round
 * trip. It runs on the monotonic clock, so setting the device's clock moves nothing. That clock may stand still while a device sleeps:
 * a sample that can't be true beside the best one throws all older ones away.
 */
export class ServerClock {
  #samples: Sample[] = []
  #monotonicNow: () => number

  constructor(monotonicNow = () => performance.now()) {
    this.#monotonicNow = monotonicNow
  }

  /** `sentAt` and `receivedAt` by `performance.now()`; `serverAt` in milliseconds since the epoch. */
  addSample(sentAt: number, receivedAt: number, serverAt: number): void {
    const rttMs = receivedAt - sentAt
    // Not from before its question, and no number that isn't one.
    if (!(rttMs >= 0) || !Number.isFinite(serverAt)) return
    const sample = { offsetMs: serverAt - (sentAt + rttMs / 2), rttMs, takenAt: receivedAt }
    const best = this.#best()
    const isContradiction = best !== null && Math.abs(sample.offsetMs - best.offsetMs) > (sample.rttMs + best.rttMs) / 2 + slackMs
    const others = isContradiction ? [] : this.#samples.filter(({ takenAt }) => receivedAt - takenAt < forgottenAfterMs)
    this.#samples = [...others.slice(1 - kept), sample]
  }

  /** Milliseconds since the epoch, by the server's clock; by this device's before the first sample. */
  now(): number {
    const best = this.#best()
    return best ? this.#monotonicNow() + best.offsetMs : Date.now()
  }

  /** Half of it bounds the clock's error; null before the first sample. */
  get rttMs(): number | null {
    return this.#best()?.rttMs ?? null
  }

  #best(): Sample | null {
    return this.#samples.reduce<Sample | null>(
      (best, sample) => (best === null || sample.rttMs < best.rttMs ? sample : best),
      null,
    )
  }
}
