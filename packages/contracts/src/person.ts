import { z } from 'zod'
import { grantedRoles } from './actions'
import { userKindSchema } from './account'
import { givenIdSchema } from './id'

// People as those see them who look after the platform.

export const grantedRoleSchema = z.enum(grantedRoles)

const untilSchema = z.iso.datetime().nullable()

export const roleGrantSchema = z.object({
  role: grantedRoleSchema,
  grantedAt: z.iso.datetime(),
  /** Null: by a command. */
  grantedBy: z.string().nullable(),
  /** Null: for good. */
  until: untilSchema,
})
export type RoleGrant = z.infer<typeof roleGrantSchema>

export const banSchema = z.object({
  reason: z.string(),
  at: z.iso.datetime(),
  /** Null: by a command. */
  by: z.string().nullable(),
  /** Null: for good. */
  until: untilSchema,
  /** When somebody lifted it, before its end. */
  liftedAt: z.iso.datetime().nullable(),
  isOver: z.boolean(),
})
export type Ban = z.infer<typeof banSchema>

export const foundPersonSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: userKindSchema,
  createdAt: z.iso.datetime(),
  roles: z.array(grantedRoleSchema),
  /** Of a ban that holds now. */
  ban: z.object({ until: untilSchema }).nullable(),
})
export type FoundPerson = z.infer<typeof foundPersonSchema>

/** `GET /v1/admin/people`. */
export const peopleQuerySchema = z.object({
  /** The beginning of a name, however it is written, or an id. */
  search: z.string().max(64).default(''),
  show: z.enum(['all', 'with-role', 'banned']).default('all'),
  cursor: givenIdSchema.optional(),
})
export type PeopleQuery = z.input<typeof peopleQuerySchema>
export const peoplePageSchema = z.object({ people: z.array(foundPersonSchema), nextCursor: z.uuid().nullable() })
export type PeoplePage = z.infer<typeof peoplePageSchema>

/** `GET /v1/admin/people/:id`. */
export const personSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: userKindSchema,
  createdAt: z.iso.datetime(),
  /** Those that hold. */
  grants: z.array(roleGrantSchema),
  /** The newest first, those that are over too. */
  bans: z.array(banSchema),
  /** The one used last first. */
  sessions: z.array(
    z.object({
      id: z.uuid(),
      device: z.string().nullable(),
      network: z.string().nullable(),
      startedAt: z.iso.datetime(),
      lastUsedAt: z.iso.datetime(),
    }),
  ),
  /** What whoever asks may do about them. */
  may: z.object({
    grantRoles: z.boolean(),
    /** For so many days at most; null: not at all. */
    banDays: z.number().int().nullable(),
    banForGood: z.boolean(),
    /** The ban that holds. */
    liftBan: z.boolean(),
    withdrawSessions: z.boolean(),
  }),
})
export type Person = z.infer<typeof personSchema>

/** By our clock, from now on; null: for good. */
export const mostDays = 3_650
const daysSchema = z.number().int().min(1).max(mostDays).nullable()

export const grantBodySchema = z.object({ role: grantedRoleSchema, days: daysSchema })
export const banBodySchema = z.object({ reason: z.string().trim().min(3).max(200), days: daysSchema })
/** Null: all of them. */
export const withdrawBodySchema = z.object({ session: givenIdSchema.nullable() })
