import { providerIdSchema } from '@eduscale/contracts/openid'
import { z } from 'zod'

const provider = z.strictObject({
  id: providerIdSchema,
  /** What people call it, on a button. */
  label: z.string().trim().min(1).max(40),
  /** In one way of writing: accounts are linked by it. */
  issuer: z
    .url('an address such as https://id.example.org')
    .refine(isPrivate, 'https: what travels is worth an account (http: on this machine alone)')
    .transform((url) => (URL.canParse(url) ? new URL(url).href : url)),
  clientId: z.string().min(1).max(500),
  clientSecret: z.string().min(1).max(2_000),
})
export type OidcProvider = z.infer<typeof provider>

/** OIDC_PROVIDERS: a list in JSON. Two of one issuer would each know the same people by other names. */
export const oidcProviders = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue({
        code: 'custom',
        message: 'a list in JSON: [{"id", "label", "issuer", "clientId", "clientSecret"}, ...]',
      })
      return z.NEVER
    }
  })
  .pipe(
    z
      .array(provider)
      .max(8)
      .refine((all) => isUnique(all.map(({ id }) => id)), 'each needs an id of its own')
      .refine((all) => isUnique(all.map(({ issuer }) => issuer)), 'each needs an issuer of its own'),
  )

function isPrivate(issuer: string): boolean {
  if (!URL.canParse(issuer)) return false
  const { protocol, hostname } = new URL(issuer)
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname))
}

function isUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length
}
