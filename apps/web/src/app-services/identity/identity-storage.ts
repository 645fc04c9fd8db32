import type { PublicUser } from '@eduscale/contracts/account'
import type { TabStorage } from '../storage/tab-storage'

export interface StoredIdentity {
  token: string
  user: PublicUser | null
}

const key = 'eduscale.identity'
const devicesKey = 'eduscale.devices'
/** As many as a sign-in may show (contracts/account). */
const maxDevices = 5
/** Stands in the tab's storage after signing out, so that a reload doesn't pick up the browser's identity again. */
const nobody = 'nobody'

/**
 * Identity is by tab: the tab's own storage decides, and a new tab starts with the browser's default. So two windows of one
 * browser can be two players.
 */
export class IdentityStorage {
  #tab: TabStorage
  #browser: TabStorage

  constructor(tab: TabStorage, browser: TabStorage) {
    this.#tab = tab
    this.#browser = browser
  }

  read(): StoredIdentity | null {
    const own = this.#tab.getItem(key)
    if (own === nobody) return null
    const text = own ?? this.#browser.getItem(key)
    const identity = text === null ? null : parse(text)
    if (identity && own === null) this.#tab.setItem(key, JSON.stringify(identity))
    return identity
  }

  /** `tab` keeps the browser's default as it is, unless there is none. */
  write(identity: StoredIdentity, scope: 'browser' | 'tab'): void {
    const text = JSON.stringify(identity)
    this.#tab.setItem(key, text)
    const current = this.#browser.getItem(key)
    if (scope === 'browser' || current === null || parse(current)?.token === identity.token) this.#browser.setItem(key, text)
  }

  /** Forgets the identity in this tab, and as the browser's default if it is the same. */
  forget(token: string): void {
    this.#tab.setItem(key, nobody)
    const current = this.#browser.getItem(key)
    if (current !== null && parse(current)?.token === token) this.#browser.removeItem(key)
  }

  /** What tells the api that this browser has been somebody before, newest first. Stays after signing out, and signs nobody in. */
  readDevices(): string[] {
    return (this.#browser.getItem(devicesKey) ?? '').split(' ').filter((device) => device !== '')
  }

  keepDevice(device: string): void {
    const others = this.readDevices().filter((other) => other !== device)
    this.#browser.setItem(devicesKey, [device, ...others].slice(0, maxDevices).join(' '))
  }

  /** Whether this tab is somebody else than new tabs of this browser will be. */
  isTabOnly(token: string): boolean {
    const current = this.#browser.getItem(key)
    return current !== null && parse(current)?.token !== token
  }
}

function parse(text: string): StoredIdentity | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('token' in value) || typeof value.token !== 'string') return null
    // Written by this class only, so its user is a PublicUser; it is shown until the api has answered.
    return { token: value.token, user: ('user' in value ? value.user : null) as PublicUser | null }
  } catch {
    return null
  }
}
