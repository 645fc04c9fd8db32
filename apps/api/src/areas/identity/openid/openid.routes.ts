import { findGuest } from '../account/find-guest'
import type { AppContext } from '../../../app/app-context'
import type { RouteRegistry } from '../../../http/registry'
import { tellEnded } from '../session/tell-ended'
import { slowGuesses } from '../account/slow-guesses'
import { askingOf } from '../own/asking'
import { requireMember, requireProof } from '../own/require-proof'
import { checkCode, isSecondFactorOn } from '../second-factor/check-code'
import type { SessionService } from '../session/session-service'
import { begin } from './begin'
import { finish } from './finish'
import { listLinked, unlink } from './linked-account.queries'
import { createProviders } from './providers'
import { registerLinked } from './register-linked'

/** Signing in by an account of somewhere else: docs/decisions/0047. */
export function openIdRoutes(http: RouteRegistry, app: AppContext, sessions: SessionService): void {
  const { db, config, rates } = app
  const providers = createProviders(app)
  const page = '/settings'

  http.serve('listProviders', () => ({ providers: config.OIDC_PROVIDERS.map(({ id, label }) => ({ id, label })) }))

  http.serve('beginOpenId', async ({ body, ...exchange }) =>
    begin(app, providers, { ...body, purpose: 'enter', asking: null, page: '/sign-in' }, exchange),
  )

  http.serve('beginOpenIdLink', async ({ body, ...exchange }) => {
    const asking = await askingOf(app, exchange.request)
    await requireProof(app, asking)
    return begin(app, providers, { ...body, purpose: 'link', asking, page }, exchange)
  })

  // All that a sign-in would ask for: the code now, the provider next.
  http.serve('beginOpenIdProof', async ({ body: { provider, code }, ...exchange }) => {
    const asking = await askingOf(app, exchange.request)
    await requireMember(db, asking.userId)
    if (await isSecondFactorOn(db, asking.userId)) {
      const forget = await slowGuesses(rates, 'own-code', asking.session)
      await checkCode(app, asking.userId, code ?? '')
      await forget()
    }
    return begin(app, providers, { provider, purpose: 'prove', asking, page }, exchange)
  })

  http.serve('finishOpenId', async ({ body, ...exchange }) => finish(app, { providers, sessions }, body, exchange))

  http.serve('registerByOpenId', async ({ body, findUser, ...exchange }) =>
    registerLinked(app, sessions, { ...body, findGuest: () => findGuest(exchange.request, findUser) }, exchange),
  )

  http.serve('listLinkedAccounts', async ({ user }) => ({
    accounts: (await listLinked(db, user.id)).map(({ id, issuer, knownAs, linkedAt }) => {
      const provider = providers.findByIssuer(issuer)
      return {
        id,
        issuer,
        knownAs,
        provider: provider && { id: provider.id, label: provider.label },
        linkedAt: linkedAt.toISOString(),
      }
    }),
  }))

  http.serve('unlinkAccount', async ({ user, params, query, request }) => {
    const asking = await askingOf(app, request)
    await requireProof(app, asking)
    const ended = await unlink(db, config, { id: params.id, userId: user.id, keptSession: asking.session, lang: query.lang })
    tellEnded(app, user.id, ended)
  })
}
