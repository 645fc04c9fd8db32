import type { PublicUser, SignedIn } from '@eduscale/contracts/account'
import type { EduscaleApi } from '../api/eduscale-api'
import { isApiError } from '@eduscale/client/http-client'
import type { AppStore } from '../store/store'
import { becameUser, becameVisitor, meLoaded } from './identity-slice'
import type { IdentityStorage } from './identity-storage'

interface Parts {
  api: EduscaleApi
  store: AppStore
  storage: IdentityStorage
}

/** Who one is in this tab, and how that changes. */
export class IdentityActions {
  #parts: Parts
  #guest: Promise<PublicUser> | null = null

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Takes up the stored identity; the api then confirms it. */
  start(): void {
    const { store, storage } = this.#parts
    const identity = storage.read()
    if (!identity) {
      store.dispatch(becameVisitor())
      return
    }
    store.dispatch(becameUser(identity))
    void this.refresh()
  }

  /** Reads who one is and where one is wanted; keeps what is known when no server answers. */
  async refresh(): Promise<void> {
    const { api, store, storage } = this.#parts
    const { token } = store.getState().identity
    if (token === null) return
    try {
      const me = await api.getMe()
      if (store.getState().identity.token !== token) return
      store.dispatch(meLoaded(me))
      storage.write({ token, user: me.user }, 'tab')
    } catch (error) {
      if (!isApiError(error)) throw error
    }
  }

  /** The signed-in user's id; a visitor becomes a guest first. Two callers at once get the same guest. */
  async ensureUser(): Promise<void> {
    if (this.#parts.store.getState().identity.status === 'signed-in') return
    await this.playAsGuest('browser')
  }

  async playAsGuest(scope: 'browser' | 'tab'): Promise<PublicUser> {
    this.#guest ??= this.#parts.api.createGuest().then((signedIn) => this.#enter(signedIn, scope))
    try {
      return await this.#guest
    } finally {
      this.#guest = null
    }
  }

  async signIn(body: { name: string; password: string }): Promise<void> {
    const { api, storage } = this.#parts
    this.#enter(await api.signIn({ ...body, devices: storage.readDevices() }), 'browser')
  }

  /** After a sign-in that asks for a code, with the ticket of its refusal. */
  async finishSignIn(body: { ticket: string; code: string }): Promise<PublicUser> {
    const { api, storage } = this.#parts
    return this.#enter(await api.finishSignIn({ ...body, devices: storage.readDevices() }), 'browser')
  }

  /** Of a member who has another password now. */
  keepDevice(device: string | null): void {
    if (device !== null) this.#parts.storage.keepDevice(device)
  }

  async register(body: { name: string; password: string; attemptId: string }): Promise<void> {
    this.#enter(await this.#parts.api.register(body), 'browser')
  }

  async signOut(): Promise<void> {
    const { token } = this.#parts.store.getState().identity
    if (token === null) return
    try {
      await this.#parts.api.signOut()
    } catch (error) {
      // Signing out must work offline too: the token is forgotten here in any case.
      if (!isApiError(error)) throw error
    }
    this.forget(token)
  }

  /** The api doesn't know this token any more, or one has signed out. */
  forget(token: string): void {
    const { store, storage } = this.#parts
    storage.forget(token)
    if (store.getState().identity.token === token) store.dispatch(becameVisitor())
  }

  isTabOnly(): boolean {
    const { token } = this.#parts.store.getState().identity
    return token !== null && this.#parts.storage.isTabOnly(token)
  }

  #enter({ token, user, device }: SignedIn, scope: 'browser' | 'tab'): PublicUser {
    const { store, storage } = this.#parts
    storage.write({ token, user }, scope)
    this.keepDevice(device)
    store.dispatch(becameUser({ token, user }))
    void this.refresh()
    return user
  }
}
