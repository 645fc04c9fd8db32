import type { Access } from '@eduscale/contracts/account'
import { isApiError } from './http-client'
import type { TokenSource } from './token-source'

/** After a renewal that nobody answered, whoever asks goes on with what is held for so long. */
const restMs = 5_000

/** A token is replaced when less than this part of its life is left. */
const renewAt = 0.2

/** Keeps one session's token fresh. Many who ask at once are answered by one renewal. */
export class SessionHolder implements TokenSource {
  #access: { token: string; until: number; renewAfter: number } | null
  #renewing: Promise<string | null> | null = null
  #restsUntil = -Infinity
  readonly #refresh: () => Promise<Access>
  readonly #now: () => number

  /** `refresh` throws `unauthenticated` where the session is over, and anything else where that isn't known. */
  constructor(options: { access: Access | null; refresh: () => Promise<Access>; now?: () => number }) {
    this.#now = options.now ?? Date.now
    this.#access = options.access && this.#hold(options.access)
    this.#refresh = options.refresh
  }

  getToken = (): string | Promise<string | null> => {
    const held = this.#access
    const now = this.#now()
    if (held && now < held.renewAfter) return held.token
    if (held && now < this.#restsUntil) return held.token
    const renewed = this.#renew()
    if (!held) return renewed
    // Whoever plays is let in by one that has run out, which is for a node to judge.
    const renewedOrHeld = renewed.catch(() => held.token)
    // It still holds: whether another one comes is for the next to know.
    return now < held.until ? held.token : renewedOrHeld
  }

  renew = async (refused: string): Promise<string | null> => {
    const held = this.#access
    if (held && held.token !== refused && this.#now() < held.until) return held.token
    return this.#renew()
  }

  /** The token that is held, be it out of date; null for none. */
  get current(): string | null {
    return this.#access?.token ?? null
  }

  /** How long until a renewal is due, milliseconds. */
  get dueInMs(): number {
    return this.#access ? Math.max(0, this.#access.renewAfter - this.#now()) : 0
  }

  /** A token that came by another way, as to a guest who became a member. */
  take(access: Access): void {
    this.#access = this.#hold(access)
  }

  #renew(): Promise<string | null> {
    this.#renewing ??= this.#refresh()
      .then(
        (access) => (this.#access = this.#hold(access)).token,
        (error: unknown) => {
          if (!isApiError(error, 'unauthenticated')) {
            this.#restsUntil = this.#now() + restMs
            throw error
          }
          this.#access = null
          return null
        },
      )
      .finally(() => (this.#renewing = null))
    return this.#renewing
  }

  /** A little earlier or later by chance, so that those who came together don't come together again. */
  #hold({ token, expiresInMs }: Access): { token: string; until: number; renewAfter: number } {
    const now = this.#now()
    const left = expiresInMs * renewAt * (1 + Math.random() / 2)
    return { token, until: now + expiresInMs - Math.min(2_000, left), renewAfter: now + expiresInMs - left }
  }
}
