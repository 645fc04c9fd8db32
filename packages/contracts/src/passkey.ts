import { z } from 'zod'
import { statementLangSchema } from './problem'

/** What WebAuthn gives and takes is text in base64url. */
const base64url = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[\w-]*$/, 'base64url')
const challengeSchema = base64url(100)
/** As authenticators name what they hold; 1023 bytes at most. */
const credentialIdSchema = base64url(1_400)
/** How the browser reaches the authenticator, by its own words: a hint for the next time. */
const transportsSchema = z.array(z.string().max(30)).max(10)
/** On one line, and without what can't be seen: marks that turn the direction of writing, and what has no width. */
const nameSchema = z
  .string()
  .max(200)
  .overwrite((name) =>
    name
      .normalize('NFC')
      .replaceAll(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '')
      .replaceAll(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
  )
  .min(1)
  .max(60)
const challengeLifeMs = z.number().int()
const credentialRefSchema = z.object({
  id: z.string(),
  type: z.literal('public-key'),
  transports: transportsSchema.optional(),
})

/** A passkey as its owner sees it. */
export const passkeySchema = z.object({
  id: z.uuid(),
  /** Null where neither the device nor the person has said one. */
  name: z.string().nullable(),
  /** Kept by a password manager or a cloud account as well, and so on other devices too. */
  isSynced: z.boolean(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
})
export type Passkey = z.infer<typeof passkeySchema>

/** Why no passkeys can be had here. `no-name`: the address is a number, and a passkey needs a name. */
export const noPasskeysSchema = z.enum(['plain-http', 'no-name'])

/** `GET /v1/account/passkeys` */
export const passkeysSchema = z.object({
  passkeys: z.array(passkeySchema),
  /** Where they work: a page of another origin can't ask for one. Null where nobody can have any. */
  origin: z.string().nullable(),
  why: noPasskeysSchema.nullable(),
  /** More than these nobody can have. */
  most: z.number().int(),
})
export type Passkeys = z.infer<typeof passkeysSchema>

/** For `navigator.credentials.create`. */
export const newPasskeySchema = z.object({
  challenge: challengeSchema,
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ alg: z.number().int(), type: z.literal('public-key') })),
  timeout: challengeLifeMs,
  attestation: z.literal('none'),
  excludeCredentials: z.array(credentialRefSchema),
  authenticatorSelection: z.object({
    residentKey: z.literal('required'),
    requireResidentKey: z.literal(true),
    userVerification: z.literal('required'),
  }),
})

/** For `navigator.credentials.get`. Left out, `allowCredentials` lets a person choose among those that their device has. */
export const askedPasskeySchema = z.object({
  challenge: challengeSchema,
  rpId: z.string(),
  timeout: challengeLifeMs,
  userVerification: z.literal('required'),
  allowCredentials: z.array(credentialRefSchema).optional(),
})

const credential = { id: credentialIdSchema, rawId: credentialIdSchema, type: z.literal('public-key') }

/** `POST /v1/account/passkeys`: what the browser has made. Whatever else it says is left out. */
export const addPasskeyBodySchema = z.object({
  credential: z.object({
    ...credential,
    response: z.object({
      clientDataJSON: base64url(2_000),
      attestationObject: base64url(8_000),
      transports: transportsSchema.optional(),
    }),
  }),
  lang: statementLangSchema,
})

/** What the browser shows of one that is there. */
export const shownPasskeySchema = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(2_000),
    authenticatorData: base64url(2_000),
    signature: base64url(2_000),
    userHandle: base64url(100).optional(),
  }),
})
export type ShownPasskey = z.infer<typeof shownPasskeySchema>

/** `PUT /v1/account/passkeys/:id` */
export const renamePasskeyBodySchema = z.object({ name: nameSchema })
