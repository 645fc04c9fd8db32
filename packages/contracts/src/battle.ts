import { z } from 'zod'
import { publicUserSchema } from './account'
import { difficultySchema, problemSchema } from './problem'
import { languageIdSchema } from './language'
import { editBatchSchema, integritySignalSchema } from './typing'
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

export const battleFormats = ['duel', 'group', 'teams'] as const
export const battleScorings = ['first-solve', 'points', 'fewest-bytes'] as const
export const battleOrigins = ['match', 'invite', 'rematch', 'bot', 'room'] as const
const originSchema = z.enum(battleOrigins)
export type BattleOrigin = z.infer<typeof originSchema>

export const maxBattlePlayers = 50
export const maxBattleTeams = 10

/** What isn't said is a duel for the first accepted solution, in any language. */
export const battleRulesSchema = z.object({
  limitMs: z.number().int(),
  isRanked: z.boolean(),
  difficulty: difficultySchema.nullable(),
  format: z.enum(battleFormats).default('duel'),
  /** Of equals, whoever was received earlier is ahead. A team is as good as the best of its members. */
  scoring: z.enum(battleScorings).default('first-solve'),
  maxPlayers: z.number().int().min(2).max(maxBattlePlayers).default(2),
  /** Teams are numbered from 1. Null unless the format is `teams`. */
  teamCount: z.number().int().min(2).max(maxBattleTeams).nullable().default(null),
  /** Null: every language that the problem allows. */
  languages: z.array(languageIdSchema).min(1).nullable().default(null),
  /** The pool that the problem comes from; empty means every skill. */
  skills: z.array(z.string().max(60)).max(10).default([]),
  mayJoinLate: z.boolean().default(false),
  /** Shown in the lists of open rooms and of live battles. */
  isListed: z.boolean().default(true),
  /** Whose playing, in which battle, the bot repeats here: with the same problem, at the same moments. */
  ghost: z.object({ battleId: z.uuid(), player: publicUserSchema }).nullable().default(null),
})
export type BattleRules = z.infer<typeof battleRulesSchema>
/** As they are given, with defaults left out. */
export type GivenBattleRules = z.input<typeof battleRulesSchema>

const instant = z.iso.datetime()
const userId = z.uuid()

/**
 * Before and after. Duels are rated by Glicko-2; groups and teams by openskill on a scale of their own:
 * rating = 1500 + 60 (mu - 25), deviation = 60 sigma, volatility 0.
 */
export const ratingDeltaSchema = z.object({
  userId,
  before: z.number(),
  after: z.number(),
  deviationBefore: z.number(),
  deviationAfter: z.number(),
  volatilityBefore: z.number(),
  volatilityAfter: z.number(),
})
export type RatingDelta = z.infer<typeof ratingDeltaSchema>

export const teamSchema = z.number().int().min(1).max(maxBattleTeams)

/** One player's row of a leaderboard, best first. In a team battle all of a team share the place of their team. */
export const standingSchema = z.object({
  userId,
  team: teamSchema.nullable(),
  /** From 1; equals share a place. */
  place: z.number().int().min(1),
  /** 0 to 100. */
  points: z.number(),
  /** Of the shortest accepted solution. */
  bytes: z.number().int().nullable(),
  /** When the solution that counts was received. */
  solvedAt: instant.nullable(),
  submissionId: z.uuid().nullable(),
})
export type Standing = z.infer<typeof standingSchema>

const outcomeShape = {
  winnerId: userId.nullable(),
  winnerTeam: teamSchema.nullable().default(null),
  winningSubmissionId: z.uuid().nullable(),
  standings: z.array(standingSchema).default([]),
  /** Empty when the battle wasn't ranked. */
  ratings: z.array(ratingDeltaSchema),
}

export const finishReasons = ['accepted', 'time', 'resigned', 'forfeit', 'agreed', 'solved'] as const
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
      origin: originSchema,
      rules: battleRulesSchema,
      players: z.array(publicUserSchema),
      /** Of battles whose problem was chosen as they were made; see `battle:countdown`. */
      problemCommit: z.string().nullable().default(null),
    }),
  }),
  z.object({
    t: z.literal('battle:joined'),
    d: z.object({ player: publicUserSchema, team: teamSchema.nullable().default(null) }),
  }),
  /** Out of the lobby: by themselves, or by the host. */
  z.object({ t: z.literal('battle:unseated'), d: z.object({ userId }) }),
  /** The host of a room is somebody else from now on. */
  z.object({ t: z.literal('battle:handed-on'), d: z.object({ userId }) }),
  z.object({ t: z.literal('battle:teamed'), d: z.object({ userId, team: teamSchema }) }),
  z.object({ t: z.literal('battle:ready-check'), d: z.object({ deadlineAt: instant }) }),
  z.object({ t: z.literal('battle:readied'), d: z.object({ userId }) }),
  /**
   * Everybody is ready, and the problem is chosen. `problemCommit` is SHA-256 over key, problem and test set, so that the choice can be
   * checked once the key is told. `sealed` comes with the event as it happens, not in the log: the statement, which `battle:started`
   * tells the key of.
   */
  z.object({
    t: z.literal('battle:countdown'),
    d: z.object({ startsAt: instant, endsAt: instant, problemCommit: z.string().optional(), sealed: z.string().optional() }),
  }),
  /**
   * The log keeps the slug, and the key of the sealed statement. Whoever got that opens it; for everybody else `problem` is filled
   * in when the log is read.
   */
  z.object({
    t: z.literal('battle:started'),
    d: z.object({
      startsAt: instant,
      endsAt: instant,
      problemSlug: z.string(),
      problemKey: z.string().nullable().default(null),
      problem: problemSchema.optional(),
    }),
  }),
  z.object({
    t: z.literal('battle:submitted'),
    d: z.object({
      submissionId: z.uuid(),
      userId,
      language: languageIdSchema,
      number: z.number().int(),
      bytes: z.number().int().nullable().default(null),
      /** SHA-256 of the code. */
      codeHash: z.string().nullable().default(null),
    }),
  }),
  z.object({
    t: z.literal('battle:judged'),
    d: z.object({
      submissionId: z.uuid(),
      userId,
      verdict: verdictSchema,
      passed: z.number().int(),
      total: z.number().int(),
      /** 0 to 100; an event from before there were points has none. */
      points: z.number().optional(),
    }),
  }),
  /** The lease of a player's presence ran out; without a return by `forfeitAt` the battle is lost. */
  z.object({ t: z.literal('battle:gone'), d: z.object({ userId, forfeitAt: instant }) }),
  z.object({ t: z.literal('battle:back'), d: z.object({ userId }) }),
  /** Out of a battle of more than two that goes on without them. */
  z.object({ t: z.literal('battle:left'), d: z.object({ userId, reason: z.enum(['resigned', 'forfeit']) }) }),
  /** Both have offered: the battle is a draw. */
  z.object({ t: z.literal('battle:draw-offered'), d: z.object({ userId }) }),
  /** The offer of `userId` stands no more: they have taken it back, or the other has said no. */
  z.object({ t: z.literal('battle:draw-closed'), d: z.object({ userId, because: z.enum(['withdrawn', 'declined']) }) }),
  /** A player of a duel lets spectators see code before the end, or does so no longer; it is shown where both do. */
  z.object({ t: z.literal('battle:live-code'), d: z.object({ userId, isAllowed: z.boolean() }) }),
  z.object({ t: z.literal('battle:suspended'), d: z.object({ since: instant, reason: z.string() }) }),
  z.object({ t: z.literal('battle:resumed'), d: z.object({ outageMs: z.number(), endsAt: instant }) }),
  /** The end has been reached (time, or an accepted submission) while submissions received before it are still judged. */
  z.object({ t: z.literal('battle:judging'), d: z.object({ endedAt: instant, waitingFor: z.number().int() }) }),
  z.object({
    t: z.literal('battle:finished'),
    d: z.object({ reason: z.enum(finishReasons), endedAt: instant, ...outcomeShape }),
  }),
  /** A rejudge has changed a verdict: the outcome as it is now. `ratings` go from before the battle to what they should have been. */
  z.object({
    t: z.literal('battle:corrected'),
    d: z.object({
      submissions: z.array(z.object({ submissionId: z.uuid(), verdict: verdictSchema, points: z.number() })),
      ...outcomeShape,
    }),
  }),
  z.object({ t: z.literal('battle:aborted'), d: z.object({ reason: z.enum(abortReasons), userId: userId.nullable() }) }),
  z.object({
    t: z.literal('battle:voided'),
    /** `note`: an administrator's words, shown to the players. */
    d: z.object({ reason: z.enum(voidReasons), note: z.string().nullable().default(null) }),
  }),
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

export const battlePlayerViewSchema = z.object({
  user: publicUserSchema,
  team: teamSchema.nullable(),
  isReady: z.boolean(),
  /** Resigned, or away for too long, while the battle goes on. */
  leftBecause: z.enum(['resigned', 'forfeit']).nullable(),
  offersDraw: z.boolean(),
  /** Lets spectators see code before the end. */
  allowsLiveCode: z.boolean().default(false),
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
      points: z.number(),
      bytes: z.number().int().nullable(),
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
  origin: originSchema,
  rules: battleRulesSchema,
  /** In the order in which they came. */
  players: z.array(battlePlayerViewSchema),
  /** Of a room: begins it, and decides who plays. */
  hostId: userId.nullable(),
  problemCommit: z.string().nullable(),
  createdAt: instant,
  readyDeadlineAt: instant.nullable(),
  startsAt: instant.nullable(),
  endsAt: instant.nullable(),
  suspendedSince: instant.nullable(),
  suspendedMs: z.number(),
  /** Set from the start on; the key opens the statement that was sent sealed before. */
  problemKey: z.string().nullable(),
  problem: problemSchema.nullable(),
  result: z
    .object({
      kind: z.enum(['finished', 'aborted', 'voided']),
      reason: z.enum([...finishReasons, ...abortReasons, ...voidReasons]),
      endedAt: instant,
      /** Who declined, or didn't come. */
      userId: userId.nullable(),
      /** A rejudge has changed it since. */
      isCorrected: z.boolean(),
      /** Why an administrator called it off, in their words. */
      note: z.string().nullable(),
      ...outcomeShape,
    })
    .nullable(),
  rematchBattleId: z.uuid().nullable(),
})
export type BattleView = z.infer<typeof battleViewSchema>

/** `POST /v1/battles/:id/void`, for administrators: final, unrated, and the players read why. */
export const voidBodySchema = z.object({ reason: z.string().trim().min(3).max(500) })

/**
 * `GET /v1/battles/:id/rematch`: the battle that came of this one, as it stands; null when nobody asked.
 * What is wanted of it follows from its own state: a log that is over doesn't hear of it.
 */
export const rematchSchema = z.object({
  battleId: z.uuid(),
  state: battleStateSchema,
  /** In the order in which they asked. */
  askedBy: z.array(userId),
  /** Of one that didn't begin. */
  reason: z.enum(abortReasons).nullable(),
  /** Who declined, or didn't come. */
  userId: userId.nullable(),
})
export type Rematch = z.infer<typeof rematchSchema>
export const rematchAnswerSchema = z.object({ rematch: rematchSchema.nullable() })

/** `GET /v1/battles`: newest first, as "My battles" lists them. */
export const battleSummarySchema = z.object({
  id: z.uuid(),
  state: battleStateSchema,
  origin: originSchema,
  format: z.enum(battleFormats),
  /** Of a group or team battle that is over. */
  place: z.number().int().nullable(),
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

/** `GET /v1/battles/:id/programs?players=ID,ID`, after the end: what a result shows, without the typing that led there. */
export const programsSchema = z.object({
  programs: z.array(
    z.object({
      userId,
      /** The winning submission, else the last one, else (`submissionId` null) what was last typed; null where that is nothing. */
      program: z.object({ submissionId: z.uuid().nullable(), language: languageIdSchema, code: z.string() }).nullable(),
    }),
  ),
})
export type Programs = z.infer<typeof programsSchema>

/** `GET /v1/battles/:id/replay`, after the end. */
export const replaySchema = z.object({
  view: battleViewSchema,
  events: z.array(loggedEventSchema),
  players: z.array(
    z.object({
      userId,
      edits: z.array(editBatchSchema),
      signals: z.array(integritySignalSchema),
      submissions: z.array(
        z.object({
          id: z.uuid(),
          language: languageIdSchema,
          code: z.string(),
          receivedAt: instant,
          verdict: verdictSchema.nullable(),
        }),
      ),
      /** What was tried before it was submitted, without the code. A battle from before runs were kept has none. */
      runs: z
        .array(
          z.object({
            id: z.uuid(),
            /** An own input is compared with nothing: `AC` then says no more than that the program ended well. */
            on: z.enum(['samples', 'own-input']),
            receivedAt: instant,
            verdict: verdictSchema.nullable(),
          }),
        )
        .default([]),
    }),
  ),
})
export type BattleRun = Replay['players'][number]['runs'][number]
export type Replay = z.infer<typeof replaySchema>
