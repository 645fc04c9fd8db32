import { z } from 'zod'
import { battleViewSchema, editBatchSchema } from './battle'
import { errorBodySchema } from './errors'
import { givenIdSchema } from './id'
import { evSchema } from './room'

/**
 * The Watch protocol: Socket.io namespace `/watch`, websocket only, `auth: { token }` as for `/`, read only. All of it is late by
 * `delayMs` while the battle goes on (30 s unless set otherwise); once it is over the rest comes at once.
 *
 * Client to server, with an acknowledgement:
 *   watch   {b}  -> {ok:true,...watched} | {ok:false,err}   players of a battle that goes on are refused theirs
 *   unwatch {b}  -> {ok:true}
 * Server to client:
 *   ev    {b,seq,t,d,at,actor}  dense from the answer's head on
 *   edits {b,userId,batches}    typing, in the order of `n`
 *   count {b,spectators}
 */
export const watchSchema = z.object({ b: givenIdSchema })
/** Every frame that a client may send, by its name. */
export const watchFrames = { watch: watchSchema, unwatch: watchSchema } as const

export const watchedSchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    view: battleViewSchema,
    delayMs: z.number().int(),
    /** Database time, milliseconds since the epoch. */
    at: z.number(),
    spectators: z.number().int(),
    /** Each player's typing so far, from the last whole document on. */
    players: z.array(z.object({ userId: z.uuid(), edits: z.array(editBatchSchema) })),
  }),
  z.object({ ok: z.literal(false), err: errorBodySchema }),
])
export type Watched = z.infer<typeof watchedSchema>

export const watchedEventSchema = evSchema
export const watchedEditsSchema = z.object({ b: z.uuid(), userId: z.uuid(), batches: z.array(editBatchSchema) })
export type WatchedEdits = z.infer<typeof watchedEditsSchema>
export const watchCountSchema = z.object({ b: z.uuid(), spectators: z.number().int() })
export type WatchCount = z.infer<typeof watchCountSchema>
