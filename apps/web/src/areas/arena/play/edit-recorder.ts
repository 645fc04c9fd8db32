import type { Cursor, EditBatch } from '@eduscale/contracts/typing'
import { maxEditBatchLength } from '@eduscale/contracts/source-limits'
import type { EditorLanguage } from '../../../app-services/languages/languages'
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

/** Of a batch in JSON, with room for what goes around its operations. */
const maxOpLength = maxEditBatchLength - 4_096

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
  /** Of the last pending batch, in JSON. */
  #length = 0
  /** Something was too long to be sent: what comes next means nothing without the whole text. */
  #lacksText = false
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor(options: EditRecorderOptions) {
    this.#options = options
  }

  begin(language: EditorLanguage, text: string, by: string): void {
    this.#add(language, { text }, by)
  }

  /** `text`: the whole document after it. */
  record(language: EditorLanguage, op: EditOp, by: string | undefined, text: string): void {
    this.#add(language, this.#lacksText ? { text } : op, by)
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
    const { length } = JSON.stringify(op)
    if (change !== null) this.#lacksText = length > maxOpLength
    if (length > maxOpLength) return
    const last = this.#pending.at(-1)
    const fits = last?.language === language && last.ops.length < maxOpsPerBatch && this.#length + length <= maxOpLength
    if (fits) last.ops.push(op)
    else this.#pending.push({ language, ops: [op] })
    this.#length = fits ? this.#length + length : length
    this.#schedule()
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => this.flush(), this.#options.everyMs ?? 250)
  }
}
