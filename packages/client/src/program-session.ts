import type { Access } from '@eduscale/contracts/account'
import { slotHeader } from '@eduscale/contracts/routes/address'
import { sessionPath } from '@eduscale/contracts/routes/session-addresses'
import { refreshSession } from '@eduscale/contracts/routes/identity-addresses'
import { ApiClient } from './api-client'
import { SessionHolder } from './session-holder'

/** What a program without a browser needs to have a session: the cookie of one slot, and the word of a page of ours. */
export class ProgramSession {
  #cookie = ''
  readonly #slot: string
  readonly #origin: string
  readonly #fetch: typeof fetch

  /** `origin`: one that the platform takes for its own. */
  constructor(options: { origin: string; slot?: string; fetch?: typeof fetch }) {
    this.#origin = options.origin
    this.#slot = options.slot ?? 'program'
    this.#fetch = options.fetch ?? fetch
  }

  /** Sends the cookie where a browser would, and keeps what comes back. */
  fetch: typeof fetch = async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input)
    if (pathname !== sessionPath && !pathname.startsWith(`${sessionPath}/`)) return this.#fetch(input, init)
    const headers = new Headers(init?.headers)
    headers.set('origin', this.#origin)
    headers.set(slotHeader, this.#slot)
    if (this.#cookie !== '') headers.set('cookie', this.#cookie)
    const response = await this.#fetch(input, { ...init, headers })
    const [set] = response.headers.getSetCookie()
    if (set !== undefined) this.#cookie = set.split(';')[0] ?? ''
    return response
  }

  /** As it was first let in, and whatever comes after. */
  hold(urls: readonly string[], access: Access): SessionHolder {
    const api = new ApiClient({ urls, fetch: this.fetch, getToken: () => null })
    return new SessionHolder({ access, refresh: () => api.call(refreshSession, {}) })
  }

  /** The key that would be shown next; a test may put an earlier one back. */
  get cookie(): string {
    return this.#cookie
  }

  set cookie(cookie: string) {
    this.#cookie = cookie
  }
}
