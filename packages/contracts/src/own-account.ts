import { z } from 'zod'
import { maxDevices, passwordSchema } from './account'
import { statementLangSchema } from './problem'

/** As it is typed to prove it, by whatever rule it was made. */
const givenPasswordSchema = z.string().max(200)
/** Of an app, or one for when that is lost; with blanks and dashes as people write them. */
const codeSchema = z.string().max(40)
/** A secret that a person was given by mail, or on the way in. */
const secretSchema = z.string().max(100)
/** What a mail about it is written in. */
const lang = statementLangSchema

/** In one way of writing: NFKC, and the domain, which is the same in every case, in lower case. */
export const emailSchema = z
  .string()
  .max(254)
  .overwrite(normaliseEmail)
  .max(254)
  .regex(
    /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[\p{L}\p{N}\p{M}-]{1,63}\.)+[\p{L}\p{N}\p{M}-]{2,63}$/u,
    'an address such as ada@example.org',
  )

function normaliseEmail(given: string): string {
  const text = given.normalize('NFKC').trim()
  const at = text.lastIndexOf('@')
  return at < 0 ? text : `${text.slice(0, at)}@${text.slice(at + 1).toLowerCase()}`
}

/** `GET /v1/account`: what secures one's own account. */
export const ownAccountSchema = z.object({
  /** False for guests. */
  hasPassword: z.boolean(),
  /** The one that was proved. */
  email: z.string().nullable(),
  /** One that waits to be proved; with an earlier one that was it stands beside that. */
  claimedEmail: z.string().nullable(),
  secondFactor: z.object({ onAt: z.iso.datetime(), recoveryCodes: z.number().int() }).nullable(),
  /** How many one has. */
  passkeys: z.number().int(),
  /** Whether this platform sends mails, and offers a second factor. */
  canMail: z.boolean(),
  canHaveSecondFactor: z.boolean(),
})
export type OwnAccount = z.infer<typeof ownAccountSchema>

/** `POST /v1/account/proof` */
export const proveAgainBodySchema = z.object({ password: givenPasswordSchema, code: codeSchema.optional() })

/** `PUT /v1/account/password` */
export const changePasswordBodySchema = z.object({ password: givenPasswordSchema, next: passwordSchema, lang })

/** Another password ends what a browser had to show that it has been this member; it keeps this instead. */
export const keptDeviceSchema = z.object({ device: z.string().nullable() })

/** `PUT /v1/account/email` */
export const changeEmailBodySchema = z.object({ address: emailSchema, lang })
/** `POST /v1/email-confirmations` */
export const confirmEmailBodySchema = z.object({ token: secretSchema, lang })
export const confirmedEmailSchema = z.object({ address: z.string() })
/** Of what has no body. */
export const langQuerySchema = z.object({ lang })

/** `POST /v1/password-resets` */
export const askResetBodySchema = z.object({ address: emailSchema, lang })
/** `POST /v1/password-resets/consume` */
export const resetPasswordBodySchema = z.object({ token: secretSchema, password: passwordSchema, lang })

/** `POST /v1/account/second-factor`: what an app is given, by its camera or by hand. */
export const newSecondFactorSchema = z.object({ uri: z.string(), secret: z.string() })
export type NewSecondFactor = z.infer<typeof newSecondFactorSchema>
/** `POST /v1/account/second-factor/on` */
export const secondFactorOnBodySchema = z.object({ code: codeSchema, lang })
/** Shown once. */
export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) })

/** `POST /v1/session/second-step`; the ticket is in the refusal of the first one. */
export const finishSignInBodySchema = z.object({
  ticket: secretSchema,
  code: codeSchema,
  devices: z.array(z.string().max(100)).max(maxDevices).optional(),
})
