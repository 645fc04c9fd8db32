import { userNameSchema } from '@eduscale/contracts/account'
import { AppError } from '@eduscale/platform/errors'
import * as client from 'openid-client'
import type { AppContext } from '../../../app/app-context'
import type { OidcProvider } from '../../../app/oidc-providers'
import { providerAway, type Providers } from './providers'

/** What was sent along, to be found in what comes back. */
export interface Sent {
  state: string
  nonce: string
  verifier: string
}

/** Somebody as a provider knows them. An address, proved or not, is no part of it, and isn't asked for. */
export interface ProviderIdentity {
  issuer: string
  subject: string
  knownAs: string | null
  /** When they have last shown the provider who they are, in milliseconds; null where it doesn't say. */
  authenticatedAtMs: number | null
}

/** Each provider has a way back of its own: what another one sends isn't taken for its. */
function wayBack({ PUBLIC_URL }: AppContext['config'], { id }: OidcProvider): string {
  return `${PUBLIC_URL.replace(/\/+$/, '')}/sign-in/openid/${id}`
}

/** `isAgain`: whoever is signed in there proves it once more. Throws `provider-away`. */
export async function writeAddress(
  { config }: Pick<AppContext, 'config'>,
  providers: Providers,
  provider: OidcProvider,
  { state, nonce, verifier, isAgain }: Sent & { isAgain: boolean },
): Promise<string> {
  const discovered = await providers.discover(provider)
  return client.buildAuthorizationUrl(discovered, {
    redirect_uri: wayBack(config, provider),
    scope: 'openid profile',
    response_type: 'code',
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(isAgain && { prompt: 'login', max_age: '0' }),
  }).href
}

/**
 * Changes the code that a browser came back with for who it is. Throws `provider-away`, or `provider-refused` where anything isn't as it must
 * be: the code, state, nonce, issuer, signature, or a time.
 */
export async function askWho(
  { config, log }: Pick<AppContext, 'config' | 'log'>,
  providers: Providers,
  provider: OidcProvider,
  { sent, code, iss }: { sent: Sent; code: string; iss: string | undefined },
): Promise<ProviderIdentity> {
  const discovered = await providers.discover(provider)
  const back = new URL(wayBack(config, provider))
  back.search = new URLSearchParams({ code, state: sent.state, ...(iss !== undefined && { iss }) }).toString()
  try {
    const tokens = await client.authorizationCodeGrant(discovered, back, {
      expectedState: sent.state,
      expectedNonce: sent.nonce,
      pkceCodeVerifier: sent.verifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    // Longer ones OpenID Connect doesn't know.
    if (!claims || claims.sub === '' || claims.sub.length > 255) throw providerRefused(provider)
    const { sub: subject, auth_time: seconds } = claims
    return {
      issuer: provider.issuer,
      subject,
      knownAs: nameIn(claims),
      authenticatedAtMs: seconds === undefined ? null : seconds * 1_000,
    }
  } catch (err) {
    if (err instanceof AppError) throw err
    // Neither code nor token is among what it says.
    log.warn({ err, provider: provider.id }, 'a sign-in by an OpenID provider failed')
    throw isAway(err) ? providerAway(provider) : providerRefused(provider)
  }
}

export function providerRefused({ label }: OidcProvider): AppError {
  return new AppError('provider-refused', `What ${label} has answered can't be taken: begin again.`)
}

function isAway(error: unknown): boolean {
  // As `fetch` fails.
  if (error instanceof TypeError) return true
  return error instanceof client.ClientError && ['OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_CONFORM'].includes(error.code ?? '')
}

/** A name for here, to begin with. */
function nameIn(claims: Readonly<Record<string, unknown>>): string | null {
  for (const claim of ['preferred_username', 'nickname', 'name', 'given_name']) {
    const { success, data } = userNameSchema.safeParse(claims[claim])
    if (success) return data
  }
  return null
}
