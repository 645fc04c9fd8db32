import { z } from 'zod'
import { publicUserSchema } from './account'
import { codeSchema } from './submission'
import { difficultySchema, problemSchema } from './problem'
import { languageIdSchema } from './language'
import { verdictSchema } from './verdict'

export const battleStates = [
  'LOBBY',
  'READY_CHECK',
  'COUNTDOWN',
  'RUNNING',
  'SUSPENDED',
  'JUDGING',
  'FINISHED',
  'ABORTED',
  'VOID',
] as const
export const battleStateSchema = z.enum(battleStates)
export type BattleState = z.infer<typeof battleStateSchema>

export const battleRulesSchema = z.object({
  limitMs: z.number().int(),
  isRanked: z.boolean(),
  difficulty: difficultySchema.nullable(),
})
export type BattleRules = z.infer<typeof battleRulesSchema>

const instant = z.iso.datetime()
const userId = z.uuid()

const ratingDeltaSchema = z.object({
  userId,
  before: z.number(),
  after: z.number(),
  deviationBefore: z.number(),
  deviationAfter: z.number(),
  volatilityBefore: z.number(),
  volatilityAfter: z.number(),
})

export const finishReasons = ['accepted', 'time', 'resigned', 'forfeit'] as const
export const abortReasons = ['declined', 'no-show', 'cancelled', 'expired'] as const
export const voidReasons = ['outage', 'admin'] as const

/**
 * Durable facts of a battle, in the order of their `seq`. `t` and `d` of an `ev` frame; also the rows of battle_event.
 * Folding them with rules/battle-view gives what a viewer sees.
 */
export const battleEventSchema = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('battle:created'),
    d: z.object({
      origin: z.enum(['match', 'invite', 'rematch', 'bot']),
      rules: battleRulesSchema,
      players: z.array(publicUserSchema),
    }),
  }),
  z.object({ t: z.literal('battle:joined'), d: z.object({ player: publicUserSchema }) }),
  z.object({ t: z.literal('battle:ready-check'), d: z.object({ deadlineAt: instant }) }),
  z.object({ t: z.literal('battle:readied'), d: z.object({ userId }) }),
  z.object({ t: z.literal('battle:countdown'), d: z.object({ startsAt: instant, endsAt: instant }) }),
  /** `problem` is filled in when the event is shown; the log keeps the slug. */
  z.object({
    t: z.literal('battle:started'),
    d: z.object({ startsAt: instant, endsAt: instant, problemSlug: z.string(), problem: problemSchema.optional() }),
  }),
  z.object({
    t: z.literal('battle:submitted'),
    d: z.object({ submissionId: z.uuid(), userId, language: languageIdSchema, number: z.number().int() }),
  }),
  z.object({
    t: z.literal('battle:judged'),
    d: z.object({ submissionId: z.uuid(), userId, verdict: verdictSchema, passed: z.number().int(), total: z.number().int() }),
  }),
  /** The lease of a player's presence ran out; without a return by `forfeitAt` the battle is lost. */
  z.object({ t: z.literal('battle:gone'), d: z.object({ userId, forfeitAt: instant }) }),
  z.object({ t: z.literal('battle:back'), d: z.object({ userId }) }),
  z.object({ t: z.literal('battle:suspended'), d: z.object({ since: instant, reason: z.string() }) }),
  z.object({ t: z.literal('battle:resumed'), d: z.object({ outageMs: z.number(), endsAt: instant }) }),
  /** The end has been reached (time, or an accepted submission) while submissions received before it are still judged. */
  z.object({ t: z.literal('battle:judging'), d: z.object({ endedAt: instant, waitingFor: z.number().int() }) }),
  z.object({
    t: z.literal('battle:finished'),
    d: z.object({
      reason: z.enum(finishReasons),
      winnerId: userId.nullable(),
      winningSubmissionId: z.uuid().nullable(),
      endedAt: instant,
      /** Empty when the battle wasn't ranked. */
      ratings: z.array(ratingDeltaSchema),
    }),
  }),
  z.object({ t: z.literal('battle:aborted'), d: z.object({ reason: z.enum(abortReasons), userId: userId.nullable() }) }),
  z.object({ t: z.literal('battle:voided'), d: z.object({ reason: z.enum(voidReasons) }) }),
  /** After the end: somebody asked for, or got, another one. */
  z.object({ t: z.literal('battle:rematch'), d: z.object({ battleId: z.uuid(), userId }) }),
])
export type BattleEvent = z.infer<typeof battleEventSchema>

/** One row of the log as it travels. */
export const loggedEventSchema = z.intersection(
  z.object({ seq: z.number().int(), at: instant, actor: userId.nullable() }),
  battleEventSchema,
)
export type LoggedEvent = z.infer<typeof loggedEventSchema>

/** Commands a player may send: `t` and `d` of a `cmd` frame. */
export const battleCommandSchema = z.discriminatedUnion('t', [
  z.object({ t: z.literal('battle:ready'), d: z.object({}) }),
  z.object({ t: z.literal('battle:decline'), d: z.object({}) }),
  z.object({ t: z.literal('battle:submit'), d: codeSchema }),
  z.object({ t: z.literal('battle:resign'), d: z.object({}) }),
  z.object({ t: z.literal('battle:rematch'), d: z.object({}) }),
])
export type BattleCommand = z.infer<typeof battleCommandSchema>

export const battlePlayerViewSchema = z.object({
  user: publicUserSchema,
  isReady: z.boolean(),
  /** Set while the player's lease has run out. */
  forfeitAt: instant.nullable(),
  submissions: z.array(
    z.object({
      id: z.uuid(),
      number: z.number().int(),
      language: languageIdSchema,
      receivedAt: instant,
      seq: z.number().int(),
      verdict: verdictSchema.nullable(),
      passed: z.number().int(),
      total: z.number().int(),
      judgedAt: instant.nullable(),
    }),
  ),
})
export type BattlePlayerView = z.infer<typeof battlePlayerViewSchema>

/** A battle folded from its log up to `seq`. */
export const battleViewSchema = z.object({
  id: z.uuid(),
  seq: z.number().int(),
  state: battleStateSchema,
  origin: z.enum(['match', 'invite', 'rematch', 'bot']),
  rules: battleRulesSchema,
  players: z.array(battlePlayerViewSchema),
  createdAt: instant,
  readyDeadlineAt: instant.nullable(),
  startsAt: instant.nullable(),
  endsAt: instant.nullable(),
  suspendedSince: instant.nullable(),
  suspendedMs: z.number(),
  problem: problemSchema.nullable(),
  result: z
    .object({
      kind: z.enum(['finished', 'aborted', 'voided']),
      reason: z.enum([...finishReasons, ...abortReasons, ...voidReasons]),
      winnerId: userId.nullable(),
      winningSubmissionId: z.uuid().nullable(),
      endedAt: instant,
      /** Who declined, or didn't come. */
      userId: userId.nullable(),
      ratings: z.array(ratingDeltaSchema),
    })
    .nullable(),
  rematchBattleId: z.uuid().nullable(),
})
export type BattleView = z.infer<typeof battleViewSchema>

/** `GET /v1/battles`: newest first, as "My battles" lists them. */
export const battleSummarySchema = z.object({
  id: z.uuid(),
  state: battleStateSchema,
  origin: z.enum(['match', 'invite', 'rematch', 'bot']),
  isRanked: z.boolean(),
  createdAt: instant,
  startsAt: instant.nullable(),
  endedAt: instant.nullable(),
  problem: z.object({ slug: z.string(), title: z.string(), difficulty: difficultySchema }).nullable(),
  opponents: z.array(publicUserSchema),
  outcome: z.enum(['won', 'lost', 'draw', 'open', 'aborted', 'voided']),
  ratingBefore: z.number().nullable(),
  ratingAfter: z.number().nullable(),
})
export type BattleSummary = z.infer<typeof battleSummarySchema>
export const battleListSchema = z.object({ battles: z.array(battleSummarySchema), nextCursor: z.string().nullable() })

/**
 * One batch of typing, 250 ms of it: CodeMirror change sets in JSON, each with its delay from the start of the battle.
 * `n` counts from 1 per player and is dense; a repeated `n` is ignored.
 */
export const editBatchSchema = z.object({
  n: z.number().int().min(1).max(20_000),
  language: languageIdSchema,
  ops: z
    .array(
      z.object({
        /** Milliseconds since the battle's start, by the client's synchronised clock; bounded by the server's. */
        atMs: z.number().int().min(0),
        /** `ChangeSet.toJSON()`, or the whole text when the document is replaced (start, language change, reset). */
        change: z.union([
          z.array(z.union([z.number().int(), z.array(z.union([z.number().int(), z.string()]))])),
          z.object({ text: z.string() }),
        ]),
        /** How it came: typed, pasted, dropped, undone ... (`Transaction.userEvent`). */
        by: z.string().max(32).optional(),
      }),
    )
    .min(1)
    .max(500),
})
export type EditBatch = z.infer<typeof editBatchSchema>

/** `GET /v1/battles/:id/replay`, after the end. */
export const replaySchema = z.object({
  view: battleViewSchema,
  events: z.array(loggedEventSchema),
  players: z.array(
    z.object({
      userId,
      edits: z.array(editBatchSchema),
      submissions: z.array(
        z.object({
          id: z.uuid(),
          language: languageIdSchema,
          code: z.string(),
          receivedAt: instant,
          verdict: verdictSchema.nullable(),
        }),
      ),
    }),
  ),
})
export type Replay = z.infer<typeof replaySchema>
