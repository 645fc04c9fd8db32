import type { Access } from '@eduscale/contracts/account'
import { isApiError } from '@eduscale/client/http-client'
import { SessionHolder } from '@eduscale/client/session-holder'
import type { TokenSource } from '@eduscale/client/token-source'
import type { SessionApi } from '../api/session-api'
import type { TabStorage } from '../storage/tab-storage'
import type { IdentityStorage } from './identity-storage'
import { withSlotLock } from './slot-lock'

interface Parts {
  storage: IdentityStorage
  browser: TabStorage
  apiOf: (slot: string) => SessionApi
  /** The server has said that this slot's session is over. */
  onOver: (slot: string) => void
}

/**
 * The session of this tab: its tokens, in memory alone. They are replaced in time, also while nothing is asked for, as what is sent when the
 * page closes can't wait for one. Only a refusal that says so ends it.
 */
export class TabSession implements TokenSource {
  #parts: Parts
  #slot: string | null = null
  #holder: SessionHolder | null = null
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** `access`: the first token, where it is there already. */
  open(slot: string, access: Access | null): void {
    this.close()
    this.#slot = slot
    const holder = new SessionHolder({ access, refresh: () => this.#refresh(slot) })
    this.#holder = holder
    if (access) this.#renewInTime(holder)
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#slot = null
    this.#holder = null
  }

  getToken = (): string | null | Promise<string | null> => this.#holder?.getToken() ?? null

  renew = (refused: string): Promise<string | null> => this.#holder?.renew(refused) ?? Promise.resolve(null)

  /** Another token at once: what this one says is out of date. */
  async replace(): Promise<void> {
    const held = this.#holder?.current
    if (held) await keepQuiet(this.renew(held))
  }

  async #refresh(slot: string): Promise<Access> {
    const { storage, browser, apiOf, onOver } = this.#parts
    const api = apiOf(slot)
    try {
      const access = await withSlotLock(slot, browser, () => refreshPatiently(api, storage.findFormer(slot)))
      storage.forgetFormer(slot)
      if (this.#slot === slot && this.#holder) this.#renewInTime(this.#holder)
      return access
    } catch (error) {
      if (isApiError(error, 'unauthenticated')) onOver(slot)
      throw error
    }
  }

  #renewInTime(holder: SessionHolder): void {
    if (this.#timer) clearTimeout(this.#timer)
    // Once the holder has what was just brought.
    this.#timer = setTimeout(() => this.#schedule(holder))
  }

  #schedule(holder: SessionHolder): void {
    if (holder !== this.#holder) return
    const again = () => void keepQuiet(holder.getToken()).then(() => this.#schedule(holder))
    this.#timer = setTimeout(again, Math.max(holder.dueInMs, shortestMs))
  }
}

/** After a renewal that failed. */
const shortestMs = 5_000

/** Where no server answers, whoever needs a token asks again. */
async function keepQuiet(asked: string | null | Promise<string | null>): Promise<void> {
  try {
    await asked
  } catch (error) {
    if (!isApiError(error)) throw error
  }
}

/**
 * A guest who became a member in another tab, or a moment ago in this one, has another key on the way: the guest's is refused meanwhile, and
 * that ends nothing. A token of before is exchanged where the slot has no key yet.
 */
async function refreshPatiently(api: SessionApi, former: string | null): Promise<Access> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await api.refresh()
    } catch (error) {
      if (!isApiError(error, 'unauthenticated')) throw error
      if (error.data['reason'] !== 'upgraded' || attempt === mostAttempts)
        return former === null ? Promise.reject(error) : api.exchange(former)
      await new Promise((resolve) => setTimeout(resolve, upgradeWaitMs))
    }
  }
}

const mostAttempts = 12
const upgradeWaitMs = 1_000
