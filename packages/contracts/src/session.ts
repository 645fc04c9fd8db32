import { z } from 'zod'

/** As a browser names one of its places for a person: part of a cookie's name. */
export const slotSchema = z.string().regex(/^[A-Za-z0-9_-]{1,24}$/)

/** Why a session is no more. `stolen`: its key was shown by two, and nobody can tell which of them is its owner. */
export const sessionEndSchema = z.enum([
  'signed-out',
  'ended',
  'password',
  'upgraded',
  'stolen',
  'too-many',
  'banned',
  'reset',
  'deletion',
])
export type SessionEnd = z.infer<typeof sessionEndSchema>

/** One of one's own sessions: a sign-in, on one device. */
export const sessionSchema = z.object({
  id: z.uuid(),
  /** Browser and system in a few words, where the browser has said them. */
  device: z.string().nullable(),
  /** Where it was last used, without the last part of the address. */
  network: z.string().nullable(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime(),
  isCurrent: z.boolean(),
})
export type Session = z.infer<typeof sessionSchema>

/** The key in turn and the one before, or the next. */
export const publicKeysSchema = z.object({
  keys: z.array(
    z.object({
      kid: z.string(),
      kty: z.literal('OKP'),
      crv: z.literal('Ed25519'),
      alg: z.literal('EdDSA'),
      use: z.literal('sig'),
      x: z.string(),
    }),
  ),
})

/** A session of one's own that was stolen. */
export const theftSchema = z.object({ device: z.string().nullable(), network: z.string().nullable(), endedAt: z.iso.datetime() })
export type Theft = z.infer<typeof theftSchema>

export const sessionsSchema = z.object({
  sessions: z.array(sessionSchema),
  /** Sessions of the last month that were ended because their key was shown by two. */
  stolen: z.array(theftSchema.extend({ id: z.uuid() })),
})
export type Sessions = z.infer<typeof sessionsSchema>
