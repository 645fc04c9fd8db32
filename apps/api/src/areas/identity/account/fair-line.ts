import { AppError } from '@eduscale/platform/errors'

/** Who asks: work of one address, and in it of one account, takes turns with that of others. */
export interface Asker {
  address: string
  account: string
}

interface Waiting extends Asker {
  begin: () => void
  giveUp: (error: AppError) => void
}

/**
 * Costly work, some at a time. Whose address was served longest ago comes next, and of one address whose account was: whoever sends
 * many waits for their own. Throws `rate-limited` where an account or an address has many waiting, `unavailable` where all have.
 */
export class FairLine {
  #running = 0
  #waiting: Waiting[] = []
  #served = 0
  /** When an address, or an account of one, was last served, counted in servings. Of those that wait or were served while others did. */
  #servedAt = new Map<string, number>()
  #most: { running: number; ofAccount: number; ofAddress: number; ofAll: number }

  constructor(most: { running: number; ofAccount: number; ofAddress: number; ofAll: number }) {
    this.#most = most
  }

  async run<Result>(asker: Asker, work: () => Promise<Result>): Promise<Result> {
    if (this.#running >= this.#most.running) await this.#wait(asker)
    else this.#running += 1
    this.#note(asker)
    try {
      return await work()
    } finally {
      // Whoever comes next takes this one's place: nobody can slip in between.
      const next = this.#next()
      if (next) next.begin()
      else this.#running -= 1
    }
  }

  async #wait(asker: Asker): Promise<void> {
    const ofAddress = this.#waiting.filter(({ address }) => address === asker.address)
    const ofAccount = ofAddress.filter(({ account }) => account === asker.account)
    const data = { retryAfterMs: 2_000 }
    if (ofAccount.length >= this.#most.ofAccount || ofAddress.length >= this.#most.ofAddress)
      throw new AppError('rate-limited', 'Others of your address are being signed in; try again in a moment.', { data })
    if (this.#waiting.length >= this.#most.ofAll) {
      const full = new AppError('unavailable', 'Very many are being signed in; try again in a moment.', { data })
      const last = this.#lastOfMost()
      // Whose address has few waiting isn't kept out by those that fill the line.
      if (!last || ofAddress.length + 1 >= this.#countOf(last.address)) throw full
      this.#waiting.splice(this.#waiting.indexOf(last), 1)
      last.giveUp(full)
    }
    await new Promise<void>((begin, giveUp) => this.#waiting.push({ ...asker, begin, giveUp }))
  }

  #countOf(address: string): number {
    return this.#waiting.reduce((count, waiting) => count + (waiting.address === address ? 1 : 0), 0)
  }

  /** The newest of the address that has most waiting. */
  #lastOfMost(): Waiting | undefined {
    const counts = new Map<string, number>()
    for (const { address } of this.#waiting) counts.set(address, (counts.get(address) ?? 0) + 1)
    const most = Math.max(...counts.values())
    return this.#waiting.findLast(({ address }) => counts.get(address) === most)
  }

  #note({ address, account }: Asker): void {
    this.#served += 1
    if (this.#waiting.length === 0) this.#servedAt.clear()
    this.#servedAt.set(address, this.#served).set(`${address} ${account}`, this.#served)
  }

  #next(): Waiting | undefined {
    const lastOf = (key: string) => this.#servedAt.get(key) ?? 0
    const [first] = this.#waiting.toSorted(
      (a, b) =>
        lastOf(a.address) - lastOf(b.address) || lastOf(`${a.address} ${a.account}`) - lastOf(`${b.address} ${b.account}`),
    )
    if (first) this.#waiting.splice(this.#waiting.indexOf(first), 1)
    return first
  }
}
