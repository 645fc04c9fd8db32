import { AppError } from '@eduscale/platform/errors'
import * as client from 'openid-client'
import type { AppContext } from '../../../app/app-context'
import type { OidcProvider } from '../../../app/oidc-providers'

/** Of one request to a provider. A sign-in makes two or three. */
const timeoutSeconds = 5
/** What a provider says of itself is read again after this long. */
const knownForMs = 3_600_000

export interface Providers {
  /** Throws `not-found` for one that the settings don't name. */
  get: (id: string) => OidcProvider
  /** Of whom an account is linked by; null where the settings don't name them any more. */
  findByIssuer: (issuer: string) => OidcProvider | null
  /** Throws `provider-away`. */
  discover: (provider: OidcProvider) => Promise<client.Configuration>
}

/** What providers say of themselves is asked when somebody first wants to go there: one that is away keeps no node from starting. */
export function createProviders({ config, log }: Pick<AppContext, 'config' | 'log'>): Providers {
  const all = config.OIDC_PROVIDERS
  const known = new Map<string, { until: number; found: Promise<client.Configuration> }>()
  return {
    get: (id) => {
      const provider = all.find((one) => one.id === id)
      if (!provider) throw new AppError('not-found', 'There is no such provider here.')
      return provider
    },
    findByIssuer: (issuer) => all.find((one) => one.issuer === issuer) ?? null,
    discover: async (provider) => {
      const before = known.get(provider.id)
      if (before && before.until > performance.now()) return before.found
      const found = discover(provider)
      known.set(provider.id, { until: performance.now() + knownForMs, found })
      try {
        return await found
      } catch (err) {
        known.delete(provider.id)
        log.warn({ err, provider: provider.id }, 'an OpenID provider does not say what it is')
        throw providerAway(provider)
      }
    },
  }
}

export function providerAway({ label }: OidcProvider): AppError {
  return new AppError('provider-away', `${label} does not answer at the moment.`)
}

async function discover({ issuer, clientId, clientSecret }: OidcProvider): Promise<client.Configuration> {
  const isHttp = new URL(issuer).protocol === 'http:'
  const found = await client.discovery(new URL(issuer), clientId, {}, client.ClientSecretBasic(clientSecret), {
    timeout: timeoutSeconds,
    // The settings take such a one on this machine alone.
    ...(isHttp && { execute: [client.allowInsecureRequests] }),
  })
  // The token's signature is verified as well, beside that it came from the provider's own address.
  client.enableNonRepudiationChecks(found)
  return found
}
