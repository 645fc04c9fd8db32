import { z } from 'zod'
import { publicUserSchema } from './account'
import { battleRulesSchema, battleStateSchema } from './battle'
import { languageIdSchema } from './language'
import { difficultySchema } from './problem'

/** `POST /v1/tickets`: find a match. Null takes any difficulty. For the first seconds only those of the same language meet. */
export const ticketBodySchema = z.object({ difficulty: difficultySchema.nullable(), language: languageIdSchema.nullable() })
export type TicketBody = z.infer<typeof ticketBodySchema>

/** `GET /v1/tickets/current`. */
export const ticketSchema = z.object({
  id: z.uuid(),
  state: z.enum(['open', 'matched', 'cancelled', 'expired']),
  difficulty: difficultySchema.nullable(),
  createdAt: z.iso.datetime(),
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
  /** The battle, for its players and for nobody else. */
  battleId: z.uuid().nullable(),
  isMine: z.boolean(),
  url: z.string(),
})
export type Invite = z.infer<typeof inviteSchema>

/** `POST /v1/bot-battles`. */
export const botBattleBodySchema = z.object({
  difficulty: difficultySchema.nullable(),
  limitMinutes: z.number().int().min(3).max(60),
})
export const battleOpenedSchema = z.object({ battleId: z.uuid() })

/** `GET /v1/status`: what the platform can do now; shown as a banner when it can't judge. */
export const statusSchema = z.object({
  execution: z.object({ state: z.enum(['closed', 'open']), since: z.iso.datetime(), reason: z.string() }),
  sandboxLevel: z.string().nullable(),
  languages: z.array(z.object({ id: languageIdSchema, version: z.string() })),
  waitingPlayers: z.number().int(),
  liveBattles: z.number().int(),
  /** What the runners that are alive can judge at a time, and what waits for them, in the order in which it is served. */
  capacity: z.object({
    runners: z.number().int(),
    slots: z.number().int(),
    busySlots: z.number().int(),
    waiting: z.array(z.object({ kind: z.enum(['battle', 'practice', 'run', 'rejudge']), count: z.number().int() })),
  }),
})
export type Status = z.infer<typeof statusSchema>
