import { z } from 'zod'
import { battleEventSchema, battleViewSchema, teamSchema } from './battle'
import { cursorSchema, editBatchSchema } from './typing'
import { errorBodySchema } from './errors'
import { givenIdSchema } from './id'
import { judgeProgressSchema } from './judge'
import { codeSchema, submissionSchema } from './submission'
import { verdictSchema } from './verdict'

/**
 * The Room protocol over one Socket.io connection (namespace `/`, websocket only, `auth: { token }`).
 * Socket.io event names are the short words; every frame is one object. This file is the closed list.
 *
 * Client to server, each with an acknowledgement callback:
 *   cmd   {cid,b,t,d}   -> {cid,ok:true,seq,at,res} | {cid,ok:false,err}   only after COMMIT; resent with the same cid
 *   join  {b,from}      -> {ok:true,view,events,head,at} | {ok:false,err}  enters the room; `from` null asks for the view
 *   sync  {b,from}      -> as join
 *   leave {b}           -> {ok:true}
 *   edit  {b,batch}     -> {ok:true,n} | {ok:false,err}
 *   chat  {b,preset}    -> {ok:true} | {ok:false,err}              players only; a closed list of things to say
 *   mute  {b,userId,isMuted} -> {ok:true,muted} | {ok:false,err}   for this battle; the server keeps and obeys it
 *   clock {}            -> {at}                                            database time, milliseconds since the epoch
 *   eph   {b,t,d}          no acknowledgement, may be dropped
 * Server to client:
 *   ev    {b,seq,t,d,at,actor}   durable, dense
 *   eph   {b,head,f:[{from,n,t,d}]}  volatile, several in one; `head` as in a heartbeat
 *   hb    {b,head,at}            every 2 s, unless an `eph` has just told the head
 *   run   {...}                  the user's own submissions as they are judged, to all their tabs
 *   notice{t,d}                  to all tabs of the user: a match was found, ...
 */
export const cmdSchema = z.discriminatedUnion('t', [
  command('battle:ready', z.object({})),
  command('battle:decline', z.object({})),
  command('battle:submit', codeSchema),
  command('battle:resign', z.object({})),
  command('battle:rematch', z.object({})),
  /** Of a room's host: everybody is there. */
  command('battle:start', z.object({})),
  command('battle:team', z.object({ team: teamSchema })),
  /** Of a room's host: somebody shall not play. */
  command('battle:remove', z.object({ userId: givenIdSchema })),
  /** Of a room's host: somebody else of the room is it from now on. */
  command('battle:hand-on', z.object({ userId: givenIdSchema })),
  command('battle:offer-draw', z.object({})),
  /** One's own offer. */
  command('battle:withdraw-draw', z.object({})),
  /** The other's offer. */
  command('battle:decline-draw', z.object({})),
  command('battle:live-code', z.object({ isAllowed: z.boolean() })),
])
export type Cmd = z.infer<typeof cmdSchema>
/** What is asked, before a client gives it its id and its battle. */
export type BattleCommand = { [T in Cmd['t']]: Pick<Extract<Cmd, { t: T }>, 't' | 'd'> }[Cmd['t']]

function command<T extends string, D extends z.ZodType>(t: T, d: D) {
  return z.object({ cid: givenIdSchema, b: givenIdSchema, t: z.literal(t), d })
}

export const ackSchema = z.discriminatedUnion('ok', [
  z.object({
    cid: z.uuid(),
    ok: z.literal(true),
    /** The log's head after the command. */
    seq: z.number().int(),
    at: z.iso.datetime(),
    /** `submissionId` of a submit, `battleId` of a rematch. */
    res: z.record(z.string(), z.unknown()),
  }),
  z.object({ cid: z.uuid(), ok: z.literal(false), err: errorBodySchema }),
])
export type Ack = z.infer<typeof ackSchema>

/** No log is longer than PostgreSQL can count in an `int`. */
const seqSchema = z.number().int().min(0).max(2_147_483_647)
export const joinSchema = z.object({ b: givenIdSchema, from: seqSchema.nullable() })

export const evSchema = z.intersection(
  z.object({ b: z.uuid(), seq: z.number().int(), at: z.iso.datetime(), actor: z.uuid().nullable() }),
  battleEventSchema,
)
export type Ev = z.infer<typeof evSchema>

/** What players may say to each other; the words are the web's. */
export const chatPresets = ['good-luck', 'have-fun', 'nice', 'oops', 'so-close', 'well-played', 'good-game', 'thanks'] as const
export const chatPresetSchema = z.enum(chatPresets)
export type ChatPreset = z.infer<typeof chatPresetSchema>

export const chatSchema = z.object({ b: givenIdSchema, preset: chatPresetSchema })
export const muteSchema = z.object({ b: givenIdSchema, userId: givenIdSchema, isMuted: z.boolean() })
export const mutedSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), muted: z.array(z.uuid()) }),
  z.object({ ok: z.literal(false), err: errorBodySchema }),
])
export type Muted = z.infer<typeof mutedSchema>

export const joinedSchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    /** Set when `from` was null or too far behind; then `events` is empty. */
    view: battleViewSchema.nullable(),
    events: z.array(evSchema),
    head: z.number().int(),
    at: z.number(),
    /** Players connected right now. */
    present: z.array(z.uuid()),
    /** The last batch number of the asking player's typing, to go on from. */
    editsHead: z.number().int(),
    /** Whom the asking player has muted. */
    muted: z.array(z.uuid()),
  }),
  z.object({ ok: z.literal(false), err: errorBodySchema }),
])
export type Joined = z.infer<typeof joinedSchema>

export const editFrameSchema = z.object({ b: givenIdSchema, batch: editBatchSchema })

export const ephSendSchema = z.intersection(
  z.object({ b: givenIdSchema }),
  z.discriminatedUnion('t', [
    /** Where the typing tab is: the line, and how many lines there are. */
    z.object({ t: z.literal('cursor'), d: cursorSchema.refine(({ line, lines }) => line <= Math.max(1, lines)) }),
    z.object({ t: z.literal('typing'), d: z.object({ tab: z.string().max(40) }) }),
  ]),
)
export type EphSend = z.infer<typeof ephSendSchema>

/** Every frame that a client may send, by its name. */
export const roomFrames = {
  cmd: cmdSchema,
  join: joinSchema,
  sync: joinSchema,
  leave: joinSchema.pick({ b: true }),
  edit: editFrameSchema,
  chat: chatSchema,
  mute: muteSchema,
  clock: z.object({}),
  eph: ephSendSchema,
} as const

/** `from` is a user id; `n` grows per sender and kind, the last writer wins. */
export const ephFrameSchema = z.intersection(
  z.object({ from: z.uuid(), n: z.number().int() }),
  z.discriminatedUnion('t', [
    z.object({ t: z.literal('cursor'), d: z.object({ line: z.number().int(), lines: z.number().int() }) }),
    z.object({ t: z.literal('typing'), d: z.object({ tab: z.string() }) }),
    z.object({ t: z.literal('presence'), d: z.object({ isPresent: z.boolean() }) }),
    /** Each is delivered, to its sender's tabs too, and to nobody who has muted them. */
    z.object({ t: z.literal('chat'), d: z.object({ preset: chatPresetSchema }) }),
    /** The opponent's submission as it is judged: counts, never content. */
    z.object({
      t: z.literal('progress'),
      d: z.object({
        submissionId: z.uuid(),
        passed: z.number().int(),
        done: z.number().int(),
        total: z.number().int(),
        verdict: verdictSchema.nullable(),
      }),
    }),
  ]),
)
export type EphFrame = z.infer<typeof ephFrameSchema>

/** What was collected of one battle between two ticks. */
export const ephPacketSchema = z.object({ b: z.uuid(), head: z.number().int(), f: z.array(ephFrameSchema) })
export type EphPacket = z.infer<typeof ephPacketSchema>

/** One frame as a room hands it on. */
export type Eph = EphFrame & { b: string }

export const hbSchema = z.object({ b: z.uuid(), head: z.number().int(), at: z.number() })
export type Hb = z.infer<typeof hbSchema>

/** `progress` while it is judged; `done` once, with the stored submission. Test details are already cut to what the author may see. */
export const runFrameSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), progress: judgeProgressSchema }),
  z.object({ kind: z.literal('done'), submission: submissionSchema }),
])
export type RunFrame = z.infer<typeof runFrameSchema>

export const noticeSchema = z.discriminatedUnion('t', [
  z.object({ t: z.literal('match:found'), d: z.object({ battleId: z.uuid() }) }),
  z.object({ t: z.literal('battle:opened'), d: z.object({ battleId: z.uuid() }) }),
  /** How the rematch of this battle stands has changed. */
  z.object({ t: z.literal('battle:rematch-changed'), d: z.object({ battleId: z.uuid() }) }),
  z.object({ t: z.literal('match:left'), d: z.object({ reason: z.enum(['cancelled', 'expired']) }) }),
  /** The last that a tab hears: its session ends with it. Until null: for good. */
  z.object({ t: z.literal('account:banned'), d: z.object({ reason: z.string(), until: z.iso.datetime().nullable() }) }),
  /** Where this person is signed in has changed. */
  z.object({ t: z.literal('sessions:changed'), d: z.object({}) }),
  /** One of their sessions has ended because two had its key. */
  z.object({ t: z.literal('session:stolen'), d: z.object({}) }),
  /** What this person may do has changed: a new token says it. */
  z.object({ t: z.literal('roles:changed'), d: z.object({}) }),
])
export type Notice = z.infer<typeof noticeSchema>
