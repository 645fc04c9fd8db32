import type { Cursor, EditBatch } from '@eduscale/contracts/battle'
import type { EditorLanguage } from '../editor/languages'
import type { EditOp } from '@eduscale/rules/text-change'

type Batch = Omit<EditBatch, 'n'>

export interface EditRecorderOptions {
  /** Milliseconds since the battle's start, by the server's clock. */
  sinceStart: () => number
  /** False when it can't be taken yet (the room isn't entered): the batch is kept. */
  send: (batch: Batch) => boolean
  everyMs?: number
}

/** The contract's bound; a paste is one operation, so only very fast undo or a long absence comes near it. */
const maxOpsPerBatch = 500

/**
 * Collects one's typing into batches of 250 ms for the replay. A document begins with its whole text, so that a language
 * switch or a reset needs no knowledge of what was there before.
 */
export class EditRecorder {
  #options: EditRecorderOptions
  #language: EditorLanguage | null = null
  #isAway = false
  #cursor: Cursor | null = null
  #pending: Batch[] = []
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor(options: EditRecorderOptions) {
    this.#options = options
  }

  begin(language: EditorLanguage, text: string, by: string): void {
    this.#add(language, { text }, by)
  }

  record(language: EditorLanguage, op: EditOp, by?: string): void {
    this.#add(language, op, by)
  }

  /** Where the caret is now: told with the next batch, to those who may not see the text. */
  stand(cursor: Cursor): void {
    this.#cursor = cursor
  }

  /** Notes that the page was left, or is seen again; before the first document there is nothing to note it in. */
  see(isSeen: boolean): void {
    if (this.#language === null || this.#isAway === !isSeen) return
    this.#isAway = !isSeen
    this.#add(this.#language, null, isSeen ? 'focus' : 'blur')
  }

  /** Sends what has come together; what can't be sent stays, in order. */
  flush(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const last = this.#pending.at(-1)?.ops.at(-1)
    if (last && this.#cursor) last.cursor = this.#cursor
    while (this.#pending[0] && this.#options.send(this.#pending[0])) this.#pending.shift()
    if (this.#pending.length > 0) this.#schedule()
  }

  dispose(): void {
    this.flush()
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  #add(language: EditorLanguage, change: EditOp | null, by: string | undefined): void {
    this.#language = language
    const op: Batch['ops'][number] = {
      atMs: Math.max(0, Math.round(this.#options.sinceStart())),
      change,
      ...(by ? { by: by.slice(0, 32) } : {}),
    }
    const last = this.#pending.at(-1)
    if (last && last.language === language && last.ops.length < maxOpsPerBatch) last.ops.push(op)
    else this.#pending.push({ language, ops: [op] })
    this.#schedule()
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => this.flush(), this.#options.everyMs ?? 250)
  }
}
