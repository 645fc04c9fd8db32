import type { AccessNews } from './access.queries'

/** A transaction that was long under way is seen although its rows are dated before the last look. */
const overlapMs = 15_000
/** A token and the clocks by which it is judged; what is older has run out. */
const marginMs = 30_000

/**
 * What has changed since tokens were issued that still hold: sessions that were withdrawn, people whose roles are others. Each node hears
 * of it by a message, and reads it every second besides, so that nothing hangs on Redis. It is forgotten when the last such token has run out.
 */
export class AccessState {
  #withdrawn = new Map<string, number>()
  #changed = new Map<string, { at: number; until: number }>()
  #since: Date
  readonly #keptMs: number
  readonly #onWithdrawn: (sessionId: string) => void
  readonly #onChanged: (userId: string) => void

  constructor(options: { tokenLifeMs: number; onWithdrawn: (sessionId: string) => void; onChanged: (userId: string) => void }) {
    this.#keptMs = options.tokenLifeMs + marginMs
    this.#since = new Date(Date.now() - this.#keptMs)
    this.#onWithdrawn = options.onWithdrawn
    this.#onChanged = options.onChanged
  }

  isWithdrawn(sessionId: string): boolean {
    return this.#withdrawn.has(sessionId)
  }

  /** Whether the roles in a token of then may be others by now. */
  isOutdated(userId: string, issuedAt: number): boolean {
    const change = this.#changed.get(userId)
    // Whoever read the roles a moment before the change was committed has signed them a moment after it.
    return change !== undefined && issuedAt < change.at + overlapMs
  }

  withdraw(sessionId: string): void {
    if (this.#withdrawn.has(sessionId)) return
    this.#withdrawn.set(sessionId, performance.now() + this.#keptMs)
    this.#onWithdrawn(sessionId)
  }

  change(userId: string, at: number): void {
    const known = this.#changed.get(userId)
    if (known && known.at >= at) return
    this.#changed.set(userId, { at, until: performance.now() + this.#keptMs + overlapMs })
    this.#onChanged(userId)
  }

  /** Reads on from the last look, and forgets what nobody can show any more. */
  async look(read: (since: Date) => Promise<AccessNews>): Promise<void> {
    const { at, withdrawn, changed } = await read(this.#since)
    for (const sessionId of withdrawn) this.withdraw(sessionId)
    for (const person of changed) this.change(person.id, person.at.getTime())
    this.#since = new Date(at.getTime() - overlapMs)
    const now = performance.now()
    for (const [sessionId, until] of this.#withdrawn) if (until < now) this.#withdrawn.delete(sessionId)
    for (const [userId, { until }] of this.#changed) if (until < now) this.#changed.delete(userId)
  }
}
