import type { PublicUser, SignedIn } from '@eduscale/contracts/account'
import type { BodyOf } from '@eduscale/contracts/routes/all'
import type { ApiClient } from '@eduscale/client/api-client'
import type { EduscaleApi } from '../api/eduscale-api'
import type { SessionApi } from '../api/session-api'
import { isApiError } from '@eduscale/client/http-client'
import type { AppStore } from '../store/store'
import { becameUser, becameVisitor, meLoaded } from './identity-slice'
import { newSlot, type IdentityStorage, type Slot } from './identity-storage'
import type { TabSession } from './tab-session'

interface Parts {
  api: EduscaleApi
  apiOf: (slot: string) => SessionApi
  session: TabSession
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

  /** Takes up the person of this tab as they were last seen; the api then confirms it. */
  start(): void {
    const { store, storage } = this.#parts
    const slot = storage.read()
    if (slot) this.#become(slot, 'tab')
    else store.dispatch(becameVisitor())
  }

  /** Reads who one is and where one is wanted; keeps what is known when no server answers. */
  async refresh(): Promise<void> {
    const { api, store, storage } = this.#parts
    const { slot } = store.getState().identity
    if (slot === null) return
    try {
      const me = await api.getMe()
      if (store.getState().identity.slot !== slot) return
      store.dispatch(meLoaded(me))
      storage.use({ slot, user: me.user }, 'tab')
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
    const slot = newSlot()
    this.#guest ??= this.#parts
      .apiOf(slot)
      .createGuest()
      .then((signedIn) => this.#enter(slot, signedIn, scope))
    try {
      return await this.#guest
    } finally {
      this.#guest = null
    }
  }

  /** In a place of its own: other tabs stay whom they are. */
  async signIn(body: { name: string; password: string }): Promise<void> {
    const { apiOf, storage } = this.#parts
    const slot = newSlot()
    this.#enter(slot, await apiOf(slot).signIn({ ...body, devices: storage.readDevices() }), 'browser')
  }

  /** After a sign-in that asks for a code, with the ticket of its refusal. */
  async finishSignIn(body: { ticket: string; code: string }): Promise<PublicUser> {
    const { apiOf, storage } = this.#parts
    const slot = newSlot()
    return this.#enter(slot, await apiOf(slot).finishSignIn({ ...body, devices: storage.readDevices() }), 'browser')
  }

  async signInByPasskey(shown: BodyOf<'signInByPasskey'>): Promise<PublicUser> {
    const slot = newSlot()
    return this.#enter(slot, await this.#parts.apiOf(slot).signInByPasskey(shown), 'browser')
  }

  /** Of a member who has another password now. */
  keepDevice(device: string | null): void {
    if (device !== null) this.#parts.storage.keepDevice(device)
  }

  /** A guest stays who they are, in their place; a visitor gets one. */
  async register(body: { name: string; password: string; attemptId: string }): Promise<void> {
    const { apiOf, store } = this.#parts
    const slot = store.getState().identity.slot ?? newSlot()
    this.#enter(slot, await apiOf(slot).register(body), 'browser')
  }

  /** What another way in asks, by this page's own server, in a place of its own or in that of whoever is here. */
  beginEntering(place: 'new' | 'own'): { slot: string; client: ApiClient } {
    const own = place === 'own' ? this.#parts.store.getState().identity.slot : null
    const slot = own ?? newSlot()
    return { slot, client: this.#parts.apiOf(slot).client }
  }

  /** What has come of it. */
  endEntering(slot: string, signedIn: SignedIn): PublicUser {
    return this.#enter(slot, signedIn, 'browser')
  }

  async signOut(): Promise<void> {
    const { slot } = this.#parts.store.getState().identity
    if (slot === null) return
    await this.#end(slot)
    this.forget(slot)
  }

  /** Of somebody else of this browser; tabs that are them are signed out. */
  async signOutOf(slot: string): Promise<void> {
    await this.#end(slot)
    this.forget(slot)
  }

  /** This tab goes on as somebody else of this browser. */
  switchTo(slot: Slot): void {
    this.#become(slot, 'tab')
  }

  /** Whom else this browser can be. */
  listOthers(): Slot[] {
    const { slot } = this.#parts.store.getState().identity
    return this.#parts.storage.list().filter((known) => known.slot !== slot && known.user !== null)
  }

  /** The session of this slot is over, or one has signed out. */
  forget(slot: string): void {
    const { session, store, storage } = this.#parts
    storage.forget(slot)
    if (store.getState().identity.slot !== slot) return
    session.close()
    store.dispatch(becameVisitor())
  }

  isTabOnly(): boolean {
    const { slot } = this.#parts.store.getState().identity
    return slot !== null && this.#parts.storage.isTabOnly(slot)
  }

  #enter(slot: string, { device, ...access }: SignedIn, scope: 'browser' | 'tab'): PublicUser {
    const { session } = this.#parts
    this.keepDevice(device)
    session.open(slot, access)
    this.#become({ slot, user: access.user }, scope, true)
    return access.user
  }

  #become(slot: Slot, scope: 'browser' | 'tab', isOpen = false): void {
    const { session, store, storage } = this.#parts
    if (!isOpen) session.open(slot.slot, null)
    for (const gone of storage.use(slot, scope)) void this.#end(gone.slot)
    store.dispatch(becameUser(slot))
    void this.refresh()
  }

  /** Signing out must work offline too: it is forgotten here in any case. */
  async #end(slot: string): Promise<void> {
    try {
      await this.#parts.apiOf(slot).signOut()
    } catch (error) {
      if (!isApiError(error)) throw error
    }
  }
}
