import { z } from 'zod'
import { signedInSchema, userNameSchema } from './account'
import { statementLangSchema } from './problem'

/** As the platform's settings name it; part of an address. */
export const providerIdSchema = z.string().regex(/^[a-z0-9-]{1,24}$/, 'lower-case letters, digits and dashes, 24 at most')

/** `GET /v1/openid/providers`: whom one can sign in with, by what people call them. */
export const providersSchema = z.object({ providers: z.array(z.object({ id: providerIdSchema, label: z.string() })) })
export type Provider = z.infer<typeof providersSchema>['providers'][number]

/** `POST /v1/session/openid`, and for linking */
export const beginOpenIdBodySchema = z.object({ provider: providerIdSchema })
/** `POST /v1/session/openid/proof`; the code where the account asks for a second step. */
export const beginOpenIdProofBodySchema = beginOpenIdBodySchema.extend({ code: z.string().max(40).optional() })
/** Where the browser goes to. */
export const begunOpenIdSchema = z.object({ url: z.string() })

/** `POST /v1/session/openid/return`: what the provider has sent the browser back with. */
export const finishOpenIdBodySchema = z.object({
  provider: providerIdSchema,
  state: z.string().max(200),
  code: z.string().min(1).max(4_096),
  /** Who says so (RFC 9207), where the provider adds it. */
  iss: z.string().max(500).optional(),
  /** What a mail about it is written in. */
  lang: statementLangSchema,
})

/** Whoever is unknown chooses a name next, with the ticket, or signs in otherwise. */
export const finishedOpenIdSchema = z.discriminatedUnion('is', [
  signedInSchema.extend({ is: z.literal('entered') }),
  z.object({ is: z.literal('unknown'), ticket: z.string(), name: z.string(), label: z.string() }),
  z.object({ is: z.literal('linked'), label: z.string() }),
  z.object({ is: z.literal('proved') }),
])

/** `POST /v1/session/openid/account`; with a guest's token the guest becomes the member and keeps everything. */
export const registerByOpenIdBodySchema = z.object({ ticket: z.string().max(100), name: userNameSchema })

/** `GET /v1/account/linked` */
export const linkedAccountsSchema = z.object({
  accounts: z.array(
    z.object({
      id: z.uuid(),
      /** Null where the platform doesn't know this provider any more: then it is no way in. */
      provider: z.object({ id: providerIdSchema, label: z.string() }).nullable(),
      issuer: z.string(),
      knownAs: z.string().nullable(),
      linkedAt: z.iso.datetime(),
    }),
  ),
})
export type LinkedAccounts = z.infer<typeof linkedAccountsSchema>
