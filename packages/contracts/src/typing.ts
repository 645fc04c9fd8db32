import { z } from 'zod'
import { languageIdSchema } from './language'
import { maxEditBatches, maxEditStretches, maxSourceBytes } from './source-limits'
import { storableTextSchema } from './storable-text'

/** More than any document has: it has no more lines than bytes. */
export const maxLines = 1_000_000
/** Lines count from 1; a text of none has `lines` 0. */
export const cursorSchema = z.object({
  line: z.number().int().min(1).max(maxLines),
  lines: z.number().int().min(0).max(maxLines),
})
export type Cursor = z.infer<typeof cursorSchema>
/** Of one inserted text. A document has no more lines than bytes. */
const maxInsertedLines = maxSourceBytes + 2
/** A kept or a deleted length; a negative one would go back, and give a text many times over. */
const stretchSchema = z
  .number()
  .int()
  .min(0)
  .max(2 * maxSourceBytes)

/**
 * One batch of typing, 250 ms of it: CodeMirror change sets in JSON, each with its delay from the start of the battle.
 * `n` counts from 1 per player and is dense; a repeated `n` is ignored.
 */
export const editBatchSchema = z.object({
  n: z.number().int().min(1).max(maxEditBatches),
  language: languageIdSchema,
  ops: z
    .array(
      z.object({
        /** Milliseconds since the battle's start, by the client's synchronised clock; bounded by the server's. */
        atMs: z.number().int().min(0),
        /**
         * `ChangeSet.toJSON()`, or the whole text when the document is replaced (start, language change, reset); null for a
         * signal that changes nothing: `by` is then `blur` or `focus` (the page was left, and seen again).
         */
        change: z
          .union([
            z
              .array(z.union([stretchSchema, z.array(z.union([stretchSchema, storableTextSchema])).max(maxInsertedLines)]))
              .max(maxEditStretches),
            z.object({ text: storableTextSchema }),
          ])
          .nullable(),
        /** How it came: typed, pasted, dropped, undone ... (`Transaction.userEvent`). */
        by: storableTextSchema.max(32).optional(),
        /** Where the caret is after the last operation of a batch, for those who may not see the text. */
        cursor: cursorSchema.optional(),
      }),
    )
    .min(1)
    .max(500),
})
export type EditBatch = z.infer<typeof editBatchSchema>

/** What typing shows to a careful reader; told to its author as it is told to others. */
export const integritySignalSchema = z.object({
  atMs: z.number().int(),
  /**
   * `burst`: much text at once that wasn't a paste. `away`: from leaving the page to seeing it again. `late`: from there on the typing
   * reached the server after the end, when its author could read what others had written.
   */
  kind: z.enum(['paste', 'burst', 'away', 'late']),
  /** Of a paste, a burst or what was late: characters. Of an absence: milliseconds. */
  size: z.number().int(),
})
export type IntegritySignal = z.infer<typeof integritySignalSchema>
