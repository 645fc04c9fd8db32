import { z } from 'zod'
import { givenIdSchema } from './id'
import { theftSchema } from './session'

/**
 * In one way of writing (NFC), with single spaces: letters of any script with at most three marks each, digits, space, dot, dash,
 * underscore and apostrophe; nothing that can't be seen.
 */
export const userNameSchema = z
  .string()
  .max(200)
  .overwrite((name) => name.normalize('NFC').trim().replaceAll(/ +/g, ' '))
  .min(2)
  .max(24)
  .regex(
    /^(?!.*\p{Default_Ignorable_Code_Point})(?!.*\p{M}{4})[\p{L}\p{N}][\p{L}\p{N}\p{Mn}\p{Mc} _.'’-]*$/u,
    'letters, digits, space, dot, dash, underscore and apostrophe',
  )
/** Whoever types it on another keyboard gets the same characters (NFKC), and they count as such. No other rule but what is easily guessed. */
export const passwordSchema = z
  .string()
  .max(200)
  .overwrite((password) => password.normalize('NFKC'))
  .min(8)
  .max(200)

export const ratingSchema = z.object({
  rating: z.number(),
  deviation: z.number(),
  /** True until the deviation has come down to 110. */
  isProvisional: z.boolean(),
  battles: z.number().int(),
})
export type Rating = z.infer<typeof ratingSchema>

/**
 * A ghost is the bot with somebody's recording: it has their name, and exists in its battle only. Whoever was deleted is without a name, and
 * is there for those who have played against them.
 */
export const userKindSchema = z.enum(['guest', 'member', 'bot', 'ghost', 'deleted'])

export const publicUserSchema = z.object({ id: z.uuid(), name: z.string(), kind: userKindSchema, rating: ratingSchema })
export type PublicUser = z.infer<typeof publicUserSchema>

/** `GET /v1/me`: the signed-in user, and where they are wanted right now. */
export const meSchema = z.object({
  user: publicUserSchema,
  activeBattleId: z.uuid().nullable(),
  isQueued: z.boolean(),
  /** The newest session of theirs that was stolen, until they say that they have understood. */
  theft: theftSchema.nullable(),
  /** May use what lies under /admin. */
  isStaff: z.boolean(),
  /** When they are deleted, as they have asked for; null where they haven't. */
  deletesAt: z.iso.datetime().nullable(),
})
export type Me = z.infer<typeof meSchema>

/** What a session is shown by for some minutes: the token goes into `Authorization: Bearer`. What renews it is in a cookie. */
export const accessSchema = z.object({
  token: z.string(),
  /** From now on: clocks of clients are wrong. */
  expiresInMs: z.number().int(),
  user: publicUserSchema,
})
export type Access = z.infer<typeof accessSchema>

/** Of whoever becomes a guest or a member, or signs in. */
export const signedInSchema = accessSchema.extend({
  /** Of a member: kept by the browser beyond signing out, and shown at the next sign-in. It signs nobody in. */
  device: z.string().nullable(),
})
export type SignedIn = z.infer<typeof signedInSchema>

/** `POST /v1/session/account`; with a guest's token the guest becomes the member and keeps battles and rating. */
export const registerBodySchema = z.object({
  name: userNameSchema,
  password: passwordSchema,
  /** Of one attempt, however often it is sent: whoever got no answer sends it again, and gets the account that was made. */
  attemptId: givenIdSchema.optional(),
})
/** How many devices a sign-in may show: a browser may have been several members. */
export const maxDevices = 5

export const signInBodySchema = z.object({
  name: z.string().max(64),
  password: z.string().max(200),
  /** A browser that has been this member before doesn't wait for what others guess at its address. */
  devices: z.array(z.string().max(100)).max(maxDevices).optional(),
})
