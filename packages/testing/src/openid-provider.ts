/// <reference path="./oidc-provider-types.d.ts" />
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import Provider, { type ProviderContext } from 'oidc-provider'
import { findFreePort } from './free-port'

/** A real OpenID provider, in the process of the test. Anybody is let in there by a name alone. */
export interface TestProvider {
  /** On `localhost`: another site than 127.0.0.1 is, for a browser. */
  issuer: string
  /** For OIDC_PROVIDERS. */
  setting: { id: string; label: string; issuer: string; clientId: string; clientSecret: string }
  /** What somebody does there who was sent to this address: gives a name, or goes on as whom they are signed in already. */
  visit: (url: string, name: string, options?: Visit) => Promise<URLSearchParams>
  stop: () => Promise<void>
}

interface Visit {
  /** What the person's browser keeps of the provider. */
  jar?: Map<string, string>
  /** When they say that they have signed in there: so many seconds ago. */
  secondsAgo?: number
}

interface Options {
  id: string
  label: string
  /** Where it leads back to: PUBLIC_URL of the platform. */
  publicUrl: string
  /** Beside the subject, which is the name that was given. */
  claimsOf?: (name: string) => Readonly<Record<string, unknown>>
}

export async function startOpenIdProvider({ id, label, publicUrl, claimsOf = () => ({}) }: Options): Promise<TestProvider> {
  const port = await findFreePort()
  const issuer = `http://localhost:${port}`
  const clientSecret = randomBytes(24).toString('hex')
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'eduscale',
        client_secret: clientSecret,
        redirect_uris: [`${publicUrl}/sign-in/openid/${id}`],
        require_auth_time: true,
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', kid: 'one' }] },
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    claims: { openid: ['sub', 'email', 'email_verified'], profile: ['preferred_username'] },
    conformIdTokenClaims: false,
    findAccount: (_context: unknown, name: string) => ({
      accountId: name,
      claims: () => ({ sub: name, preferred_username: name, ...claimsOf(name) }),
    }),
    // What is asked for is granted: nothing here is about that.
    loadExistingGrant: async ({ oidc }: ProviderContext) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope('openid profile email')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response)
    interact(provider, request, response).catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
  await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve))
  return {
    issuer,
    setting: { id, label, issuer, clientId: 'eduscale', clientSecret },
    visit: (url, name, options) => visit(url, name, { publicUrl, ...options }),
    stop: () => close(server),
  }
}

/** A page that asks for a name, and takes it. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { prompt } = await provider.interactionDetails(request, response)
  if (request.method !== 'POST') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html>
      <html lang="en"><title>Sign in to the school</title><h1>${prompt.name}</h1><form method="post">
      <label>Who are you? <input name="name"></label><button>Continue</button><button name="cancel" value="1">Cancel</button>
      </form></html>`)
    return
  }
  let body = ''
  for await (const chunk of request) body += String(chunk)
  const given = new URLSearchParams(body)
  const ts = Math.floor(Date.now() / 1_000) - Number(given.get('secondsAgo') ?? 0)
  const result = given.has('cancel')
    ? { error: 'access_denied', error_description: 'Somebody would rather not.' }
    : { login: { accountId: given.get('name') ?? '', ts } }
  await provider.interactionFinished(request, response, result)
}

/** By its redirects, as a browser goes, up to the address that leads back. */
async function visit(
  url: string,
  name: string,
  { publicUrl, jar = new Map(), secondsAgo = 0 }: Visit & { publicUrl: string },
): Promise<URLSearchParams> {
  let next = new URL(url)
  let body: URLSearchParams | null = null
  for (let steps = 0; steps < 12; steps += 1) {
    if (next.href.startsWith(publicUrl)) return next.searchParams
    const cookie = [...jar].map((pair) => pair.join('=')).join('; ')
    const response: Response = await fetch(next, {
      redirect: 'manual',
      headers: { cookie },
      ...(body && { method: 'POST', body }),
    })
    for (const set of response.headers.getSetCookie()) {
      const [key = '', value = ''] = (set.split(';')[0] ?? '').split('=')
      if (value === '') jar.delete(key)
      else jar.set(key, value)
    }
    const location = response.headers.get('location')
    if (location === null && body) throw new Error(`${response.status} ${await response.text()}`)
    body = location === null ? new URLSearchParams({ name, secondsAgo: String(secondsAgo) }) : null
    if (location !== null) next = new URL(location, next)
  }
  throw new Error(`it leads nowhere: ${next.href}`)
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
