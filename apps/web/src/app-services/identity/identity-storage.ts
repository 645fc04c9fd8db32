import type { PublicUser } from '@eduscale/contracts/account'
import { newId } from '@eduscale/client/new-id'
import type { TabStorage } from '../storage/tab-storage'

/** A browser's place for one person, who they were when last seen: shown until the api has answered. */
export interface Slot {
  slot: string
  user: PublicUser | null
}

const slotKey = 'eduscale.slot'
const slotsKey = 'eduscale.slots'
const devicesKey = 'eduscale.devices'
/** Where tokens were kept before there were slots. */
const formerKey = 'eduscale.identity'
/** As many as a sign-in may show (contracts/account). */
const maxDevices = 5
/** People of one browser; the one who was here longest ago goes. */
const maxSlots = 8
/** Stands in the tab's storage after signing out, so that a reload doesn't pick up the browser's person again. */
const nobody = 'nobody'

/**
 * Identity is by tab: the tab's own storage names its slot, and a new tab starts with the browser's default. So two windows of one browser
 * can be two people. What proves who one is lies in neither: in a cookie of the slot that no script sees, and in memory.
 */
export class IdentityStorage {
  #tab: TabStorage
  #browser: TabStorage

  constructor(tab: TabStorage, browser: TabStorage) {
    this.#tab = tab
    this.#browser = browser
  }

  read(): Slot | null {
    const own = this.#tab.getItem(slotKey) ?? this.#takeFormer(this.#tab)
    if (own === nobody) return null
    const slot = own ?? this.#browser.getItem(slotKey) ?? this.#takeFormer(this.#browser)
    if (slot === null) return null
    this.#tab.setItem(slotKey, slot)
    return this.list().find((known) => known.slot === slot) ?? { slot, user: null }
  }

  /** Everybody whom this browser can be, the last used first. */
  list(): Slot[] {
    return parseSlots(this.#browser.getItem(slotsKey))
  }

  /** `tab` keeps the browser's default as it is, unless there is none. Returns those for whom there is no room any more. */
  use(used: Slot, scope: 'browser' | 'tab'): Slot[] {
    this.#tab.setItem(slotKey, used.slot)
    if (scope === 'browser' || this.#browser.getItem(slotKey) === null) this.#browser.setItem(slotKey, used.slot)
    const all = [used, ...this.list().filter(({ slot }) => slot !== used.slot)]
    this.#browser.setItem(slotsKey, JSON.stringify(all.slice(0, maxSlots)))
    return all.slice(maxSlots)
  }

  /** Forgets the slot, in this tab and as the browser's default. */
  forget(slot: string): void {
    if (this.#tab.getItem(slotKey) === slot) this.#tab.setItem(slotKey, nobody)
    if (this.#browser.getItem(slotKey) === slot) this.#browser.removeItem(slotKey)
    this.#browser.setItem(slotsKey, JSON.stringify(this.list().filter((known) => known.slot !== slot)))
    this.forgetFormer(slot)
  }

  /** The token of before that this slot stands for, until it was exchanged. */
  findFormer(slot: string): string | null {
    const kept = [this.#tab, this.#browser].map((storage) => parseFormer(storage.getItem(formerKey)))
    return kept.find((former) => former && slotOf(former.token) === slot)?.token ?? null
  }

  forgetFormer(slot: string): void {
    for (const storage of [this.#tab, this.#browser]) {
      const former = parseFormer(storage.getItem(formerKey))
      if (former && slotOf(former.token) === slot) storage.removeItem(formerKey)
    }
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
  isTabOnly(slot: string): boolean {
    const current = this.#browser.getItem(slotKey)
    return current !== null && current !== slot
  }

  #takeFormer(storage: TabStorage): string | null {
    const text = storage.getItem(formerKey)
    if (text === nobody) return nobody
    const former = parseFormer(text)
    if (!former) return null
    const slot = slotOf(former.token)
    const known = this.list()
    // All tabs that had the same token come to the same slot.
    if (!known.some((other) => other.slot === slot))
      this.#browser.setItem(slotsKey, JSON.stringify([...known, { slot, user: former.user }].slice(0, maxSlots)))
    if (storage === this.#browser && this.#browser.getItem(slotKey) === null) this.#browser.setItem(slotKey, slot)
    return slot
  }
}

/** A name that no other person of this browser ever had: a tab that is opened again must not find somebody else in its place. */
export function newSlot(): string {
  return newId().replaceAll('-', '').slice(0, 16)
}

function slotOf(token: string): string {
  return `f${token.replaceAll(/[^\w-]/g, '').slice(0, 12)}`
}

/** Written by this class only, so a user in it is a PublicUser. */
function parseSlots(text: string | null): Slot[] {
  const value = parse(text)
  return Array.isArray(value) ? (value as unknown[]).flatMap((one) => (hasText(one, 'slot') ? [one as unknown as Slot] : [])) : []
}

function parseFormer(text: string | null): { token: string; user: PublicUser | null } | null {
  const value = parse(text)
  if (!hasText(value, 'token')) return null
  return { token: value.token, user: ('user' in value ? value.user : null) as PublicUser | null }
}

function hasText<Key extends string>(value: unknown, key: Key): value is Record<Key, string> {
  return typeof value === 'object' && value !== null && key in value && typeof Reflect.get(value, key) === 'string'
}

function parse(text: string | null): unknown {
  try {
    return text === null ? null : (JSON.parse(text) as unknown)
  } catch {
    return null
  }
}
