import type { BodyOf } from '@eduscale/contracts/routes/all'
import { ApiClient } from '@eduscale/client/api-client'
import type { TokenSource } from '@eduscale/client/token-source'
import { slotHeader } from '@eduscale/contracts/routes/address'
import {
  createGuest,
  exchangeToken,
  finishSignIn,
  refreshSession,
  register,
  signIn,
  signInByPasskey,
  signOut,
} from '@eduscale/contracts/routes/identity-addresses'

/** A password is hashed by 0.3 s of a processor, two at a time: behind others, or on a slow machine, that takes long. */
const passwordTimeoutMs = 30_000

/**
 * What takes or brings a cookie of one slot: by the page's own server, which hands it on to a node, and to a node of the same host where that
 * server is away, since a battle needs no web server and cookies know no ports.
 */
export class SessionApi {
  #api: ApiClient
  #tokens: TokenSource

  constructor({ slot, apiUrls, tokens }: { slot: string; apiUrls: readonly string[]; tokens: TokenSource }) {
    const page = typeof location === 'undefined' ? { origin: '', hostname: '' } : location
    this.#tokens = tokens
    this.#api = new ApiClient({
      urls: [page.origin, ...apiUrls.filter((url) => new URL(url).hostname === page.hostname)],
      firstUrl: 0,
      getToken: () => null,
      fetch: (input, init) =>
        fetch(input, {
          ...init,
          credentials: 'include',
          headers: { ...(init?.headers as Record<string, string>), [slotHeader]: slot },
        }),
    })
  }

  refresh = () => this.#api.call(refreshSession, {})
  exchange = (token: string) => this.#api.call(exchangeToken, {}, { token })
  createGuest = () => this.#api.call(createGuest, {})
  signIn = (body: { name: string; password: string; devices: string[] }) =>
    this.#api.call(signIn, { body }, { timeoutMs: passwordTimeoutMs })
  finishSignIn = (body: { ticket: string; code: string; devices: string[] }) => this.#api.call(finishSignIn, { body })
  signInByPasskey = (body: BodyOf<'signInByPasskey'>) => this.#api.call(signInByPasskey, { body })
  /** Whoever is a guest in this slot keeps everything. */
  register = async (body: { name: string; password: string; attemptId: string }) =>
    this.#api.call(register, { body }, { timeoutMs: passwordTimeoutMs, token: await this.#tokens.getToken() })
  /** For pages that bring their own addresses. */
  get client(): ApiClient {
    return this.#api
  }

  /** The cookie says who. */
  signOut = () => this.#api.call(signOut, {})
}
