import type { Draft } from '@eduscale/contracts/problem'
import { isApiError } from '@eduscale/client/http-client'
import type { TabStorage } from '../../app-services/storage/tab-storage'
import { mergeDraft, type LocalDraft } from './merge-draft'

export type DraftStatus = 'saved' | 'saving' | 'unsaved' | 'local'

export interface DraftKeeperOptions {
  /** Whose it is. */
  person: string
  /** The browser's key of somebody's document; the server's is in `load` and `save`. */
  keyOf: (person: string) => string
  storage: Pick<TabStorage, 'getItem' | 'setItem'>
  /** Null when there is none. */
  load: () => Promise<Draft | null>
  save: (code: string, isLast: boolean) => Promise<unknown>
  /** Whether the account that is saved to is theirs: somebody else may have come since. */
  maySave: (person: string) => boolean
  now: () => number
  onStatus: (status: DraftStatus) => void
  saveAfterMs?: number
  retryAfterMs?: number
}

/** Longer the editor doesn't wait for the server's draft; what it has then is kept as the second net. */
const patienceMs = 1_500
const keepEveryMs = 250

/**
 * Keeps one document, per problem and language: at once in this browser, a moment after the last key on the server, and
 * when the page goes away with what time remains.
 */
export class DraftKeeper {
  #options: DraftKeeperOptions
  #person: string
  #localKey: string
  #text: string | null = null
  #savedText: string | null = null
  #localText: string | null = null
  #localTimer: ReturnType<typeof setTimeout> | null = null
  #timer: ReturnType<typeof setTimeout> | null = null
  #isSaving = false
  /** What would be saved next is what the server doesn't take. */
  #isRefused = false
  #isClosed = false

  constructor(options: DraftKeeperOptions) {
    this.#options = options
    this.#person = options.person
    this.#localKey = options.keyOf(options.person)
  }

  /** From now on it is this person's: a visitor has become somebody. Nothing else changes whose it is. */
  moveTo(person: string): void {
    this.#person = person
    this.#localKey = this.#options.keyOf(person)
  }

  /** Null until it is open. */
  get text(): string | null {
    return this.#text
  }

  async open(starter: string, notBefore: number | null): Promise<string> {
    const local = parseLocal(this.#options.storage.getItem(this.#localKey))
    const answer = await Promise.race([this.#options.load().catch(() => undefined), late(patienceMs)])
    const merged = mergeDraft({ server: answer ?? null, local, starter, notBefore })
    this.#text = merged.text
    // The template itself needs no saving; whatever only this browser has does.
    this.#savedText = merged.from === 'local' ? null : merged.text
    if (merged.from === 'local') this.#schedule(0)
    else this.#options.onStatus('saved')
    return merged.text
  }

  changed(text: string): void {
    if (text === this.#text) return
    this.#text = text
    if (!this.#localTimer) {
      // The first key at once; while one goes on typing, a few times a second: the write is synchronous.
      this.#keepLocal(false)
      this.#localTimer = setTimeout(() => {
        this.#localTimer = null
        if (this.#text !== this.#localText) this.#keepLocal(false)
      }, keepEveryMs)
    }
    this.#options.onStatus('unsaved')
    this.#schedule(this.#options.saveAfterMs ?? 800)
  }

  /** Saves now; `isLast` while the page is going away. */
  flush(isLast: boolean): void {
    if (this.#text === this.#savedText) return
    if (isLast && this.#text !== this.#localText) this.#keepLocal(false)
    if (isLast && this.#text !== null && this.#maySave()) {
      void this.#options.save(this.#text, true).catch(() => {})
      return
    }
    this.#schedule(0)
  }

  close(): void {
    this.flush(true)
    this.#isClosed = true
    if (this.#localTimer) clearTimeout(this.#localTimer)
    if (this.#timer) clearTimeout(this.#timer)
  }

  #schedule(afterMs: number): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#save(), afterMs)
  }

  async #save(): Promise<void> {
    const text = this.#text
    if (this.#isSaving || this.#isClosed || text === null) return
    if (text === this.#savedText) {
      // Typed and taken back: all is as it was, and no newer than what was saved elsewhere meanwhile.
      if (!this.#isRefused) this.#keepLocal(true)
      this.#options.onStatus(this.#isRefused ? 'local' : 'saved')
      return
    }
    if (!this.#maySave()) {
      this.#options.onStatus('local')
      return
    }
    this.#isSaving = true
    this.#options.onStatus('saving')
    try {
      await this.#options.save(text, false)
      this.#savedText = text
      this.#isRefused = false
      if (this.#text === text) {
        this.#keepLocal(true)
        this.#options.onStatus('saved')
      } else this.#schedule(this.#options.saveAfterMs ?? 800)
    } catch (error) {
      this.#options.onStatus('local')
      // Refused once, the same text is refused for ever; another one is tried when it comes.
      if (isRefused(error)) {
        this.#savedText = text
        this.#isRefused = true
      } else this.#schedule(this.#options.retryAfterMs ?? 4_000)
    } finally {
      this.#isSaving = false
    }
  }

  #maySave(): boolean {
    return this.#options.maySave(this.#person)
  }

  #keepLocal(isAcked: boolean): void {
    this.#localText = this.#text
    const draft: LocalDraft = { code: this.#text ?? '', changedAt: this.#options.now(), isAcked }
    this.#options.storage.setItem(this.#localKey, JSON.stringify(draft))
  }
}

function isRefused(error: unknown): boolean {
  return isApiError(error, 'too-large') || isApiError(error, 'bad-request')
}

function late(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), ms))
}

function parseLocal(text: string | null): LocalDraft | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    if (typeof value !== 'object' || value === null || !('code' in value) || !('changedAt' in value)) return null
    if (typeof value.code !== 'string' || typeof value.changedAt !== 'number') return null
    return { code: value.code, changedAt: value.changedAt, isAcked: 'isAcked' in value && value.isAcked === true }
  } catch {
    return null
  }
}
