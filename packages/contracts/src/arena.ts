import { z } from 'zod'
import { publicUserSchema } from './account'
import { battleFormats, battleRulesSchema, battleScorings, battleStateSchema, maxBattlePlayers, maxBattleTeams } from './battle'
import { givenIdSchema } from './id'
import { speedSteps } from './judge'
import { languageIdSchema } from './language'
import { difficultySchema } from './problem'
import { maxBattleMinutes } from './source-limits'

/** `POST /v1/tickets`: find a match. Null takes any difficulty. For the first seconds only those of the same language meet. */
export const ticketBodySchema = z.object({
  difficulty: difficultySchema.nullable(),
  language: languageIdSchema.nullable(),
  /** Ranked tickets meet ranked ones, casual casual ones; nobody's rating changes in a casual battle. */
  isRanked: z.boolean().default(true),
})
export type TicketBody = z.input<typeof ticketBodySchema>

/** `GET /v1/tickets/eligibility`: whoever deserts matches may not queue for a while. */
export const eligibilitySchema = z.object({
  /** Null when one may queue now. */
  penaltyUntil: z.iso.datetime().nullable(),
  /** Matches declined, not shown up at, or stayed away from within the last hour; one is forgiven. */
  desertions: z.number().int(),
})
export type Eligibility = z.infer<typeof eligibilitySchema>

/** `GET /v1/tickets/current`, and `POST /v1/tickets/current/renew`, which keeps it open. */
export const ticketSchema = z.object({
  id: z.uuid(),
  state: z.enum(['open', 'matched', 'cancelled', 'expired']),
  difficulty: difficultySchema.nullable(),
  isRanked: z.boolean(),
  createdAt: z.iso.datetime(),
  /** How long those who were matched lately, with a like rating and wish, had waited in all: the median; null when they are too few. */
  expectedWaitMs: z.number().nullable(),
  /** Half-width of the rating window now; it grows while one waits. */
  windowNow: z.number(),
  othersWaiting: z.number().int(),
  battleId: z.uuid().nullable(),
})
export type Ticket = z.infer<typeof ticketSchema>

/** `POST /v1/invites`. */
export const inviteBodySchema = z.object({
  difficulty: difficultySchema.nullable(),
  limitMinutes: z.number().int().min(3).max(60),
  isRanked: z.boolean(),
})
export type InviteBody = z.infer<typeof inviteBodySchema>

/** `GET /v1/invites/:id`, readable by whoever has the link. `battleId` is told to the two players only. */
export const inviteSchema = z.object({
  id: z.string(),
  host: publicUserSchema,
  rules: battleRulesSchema,
  battleState: battleStateSchema,
  playerCount: z.number().int(),
  /** The battle, for its players and for nobody else. */
  battleId: z.uuid().nullable(),
  isMine: z.boolean(),
  url: z.string(),
})
export type Invite = z.infer<typeof inviteSchema>

/** `POST /v1/rooms`: a battle of one's own making, entered by its link (an invitation's) or from the list; answers an invitation. */
export const roomBodySchema = z
  .object({
    format: z.enum(battleFormats),
    scoring: z.enum(battleScorings),
    limitMinutes: z.number().int().min(3).max(maxBattleMinutes),
    isRanked: z.boolean(),
    maxPlayers: z.number().int().min(2).max(maxBattlePlayers),
    teamCount: z.number().int().min(2).max(maxBattleTeams).nullable(),
    /** A certain problem, or null for one of the pool. Whoever chooses it knows it: the battle can't be ranked then. */
    problemSlug: z.string().max(80).nullable(),
    difficulty: difficultySchema.nullable(),
    skills: z.array(z.string().max(60)).max(10),
    languages: z.array(languageIdSchema).min(1).nullable(),
    mayJoinLate: z.boolean(),
    isListed: z.boolean(),
  })
  .refine((body) => (body.format === 'teams') === (body.teamCount !== null), 'teams, and they alone, have a number of teams')
  .refine((body) => body.format !== 'duel' || body.maxPlayers === 2, 'a duel has two players')
  .refine((body) => body.teamCount === null || body.maxPlayers >= body.teamCount, 'there are more teams than seats')
  .refine((body) => !body.isRanked || body.problemSlug === null, 'a ranked battle has no problem that somebody chose')
  .refine((body) => !body.isRanked || !body.mayJoinLate, 'nobody joins a ranked battle late')
export type RoomBody = z.infer<typeof roomBodySchema>

/** `GET /v1/rooms`: those that wait for players and are listed, newest first; and running ones that may be joined late. */
export const roomListSchema = z.object({
  rooms: z.array(
    z.object({
      /** Of the invitation: `/invite/:id` is its page, `POST /v1/invites/:id/join` enters. */
      id: z.string(),
      host: publicUserSchema,
      rules: battleRulesSchema,
      battleState: battleStateSchema,
      playerCount: z.number().int(),
      createdAt: z.iso.datetime(),
    }),
  ),
})
export type RoomList = z.infer<typeof roomListSchema>

/** `GET /v1/battles/live`: what can be watched, those with the strongest players first. */
export const liveBattlesSchema = z.object({
  battles: z.array(
    z.object({
      id: z.uuid(),
      state: battleStateSchema,
      rules: battleRulesSchema,
      /** Eight at most; in a group the leaders first. */
      players: z.array(publicUserSchema),
      playerCount: z.number().int(),
      startsAt: z.iso.datetime(),
      endsAt: z.iso.datetime(),
      spectators: z.number().int(),
    }),
  ),
})
export type LiveBattles = z.infer<typeof liveBattlesSchema>

/** `POST /v1/bot-battles`. */
export const botBattleBodySchema = z.object({
  difficulty: difficultySchema.nullable(),
  limitMinutes: z.number().int().min(3).max(60),
})

/** Of a battle that one is a player of from now on. */
export const battleOpenedSchema = z.object({ battleId: z.uuid() })

/** `POST /v1/ghost-battles`: the problem of a battle that is over, against what one of its players did there. They must have solved it. */
export const ghostBattleBodySchema = z.object({ battleId: givenIdSchema, userId: givenIdSchema })
export type GhostBattleBody = z.infer<typeof ghostBattleBodySchema>

/** `GET /v1/battles/:id/leaderboard`: best first; equals share a place. */
export const leaderboardSchema = z.object({ leaders: z.array(z.object({ userId: z.uuid(), place: z.number().int().min(1) })) })

/** `GET /v1/battles/:id/sealed`: the statement as it is sent ahead; null from the start on, when its key is told. */
export const sealedSchema = z.object({ sealed: z.string().nullable() })

/** `GET /v1/status`: what the platform can do now; shown as a banner when it can't judge. */
export const statusSchema = z.object({
  execution: z.object({ state: z.enum(['judging', 'suspended']), since: z.iso.datetime(), reason: z.string() }),
  sandboxLevel: z.string().nullable(),
  languages: z.array(z.object({ id: languageIdSchema, version: z.string() })),
  waitingPlayers: z.number().int(),
  liveBattles: z.number().int(),
  /** What the runners that are alive can judge at a time, and what waits for them, in the order in which it is served. */
  capacity: z.object({
    runners: z.number().int(),
    slots: z.number().int(),
    busySlots: z.number().int(),
    /** By how much limits of time are stretched, and how many slots do so; null: runners that haven't said. */
    speedSteps: z.array(z.object({ step: z.literal(speedSteps).nullable(), slots: z.number().int() })),
    waiting: z.array(z.object({ kind: z.enum(['battle', 'practice', 'run', 'rejudge']), count: z.number().int() })),
  }),
})
export type Status = z.infer<typeof statusSchema>
