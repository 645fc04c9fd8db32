import { z } from 'zod'
import { battleViewSchema } from './battle'
import { cursorSchema, editBatchSchema } from './typing'
import { errorBodySchema } from './errors'
import { givenIdSchema } from './id'

/**
 * The Watch protocol: Socket.io namespace `/watch`, websocket only, `auth: { token }` as for `/`, read only. All of it is late by
 * `delayMs` while the battle goes on (30 s unless set otherwise); once it is over the rest comes at once. Code is no part of it before
 * the end, unless both players of a duel allow it.
 *
 * Client to server, with an acknowledgement:
 *   watch   {b}  -> {ok:true,...watched} | {ok:false,err}   players of a battle that goes on are refused theirs
 *   unwatch {b}  -> {ok:true}
 * Server to client:
 *   ev    {b,seq,t,d,at,actor}  dense from the answer's head on
 *   code  {b,isShown,players}   from now on code is shown, and this is all of it so far; or it is shown no longer
 *   edits {b,userId,batches}    typing, in the order of `n`, while code is shown
 *   carets{b,carets}            where those stand who have typed, code or not
 *   count {b,spectators}
 */
export const watchSchema = z.object({ b: givenIdSchema })
/** Every frame that a client may send, by its name. */
export const watchFrames = { watch: watchSchema, unwatch: watchSchema } as const

/** Where a player is in their document, as far as spectators may see by now. */
const caretSchema = z.object({ userId: z.uuid(), cursor: cursorSchema })
export type WatchedCaret = z.infer<typeof caretSchema>

export const watchedSchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    view: battleViewSchema,
    delayMs: z.number().int(),
    /** Database time, milliseconds since the epoch. */
    at: z.number(),
    spectators: z.number().int(),
    isCodeShown: z.boolean(),
    /** Each player's typing so far, from the last whole document on; empty while code isn't shown. */
    players: z.array(z.object({ userId: z.uuid(), edits: z.array(editBatchSchema) })),
    carets: z.array(caretSchema),
  }),
  z.object({ ok: z.literal(false), err: errorBodySchema }),
])
export type Watched = z.infer<typeof watchedSchema>

export const watchedEditsSchema = z.object({ b: z.uuid(), userId: z.uuid(), batches: z.array(editBatchSchema) })
export type WatchedEdits = z.infer<typeof watchedEditsSchema>
export const watchedCodeSchema = z.object({
  b: z.uuid(),
  isShown: z.boolean(),
  players: z.array(z.object({ userId: z.uuid(), edits: z.array(editBatchSchema) })),
})
export type WatchedCode = z.infer<typeof watchedCodeSchema>
export const watchedCaretsSchema = z.object({ b: z.uuid(), carets: z.array(caretSchema) })
export type WatchedCarets = z.infer<typeof watchedCaretsSchema>
export const watchCountSchema = z.object({ b: z.uuid(), spectators: z.number().int() })
export type WatchCount = z.infer<typeof watchCountSchema>
