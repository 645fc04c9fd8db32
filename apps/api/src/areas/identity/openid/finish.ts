import type { BodyOf, AnswerOf } from '@eduscale/contracts/routes/all'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app/app-context'
import type { OidcProvider } from '../../../app/oidc-providers'
import { enter } from '../account/enter'
import { guestName } from '../account/guest-name'
import { takeOfAddress } from '../account/limit-address'
import { noteProof, requireNoted } from '../account/proof.queries'
import { askSecondStep } from '../account/second-step'
import { askingOf } from '../own/asking'
import { requireProof } from '../own/require-proof'
import { isSecondFactorOn } from '../second-factor/check-code'
import type { Exchange, SessionService } from '../session/session-service'
import { askWho, providerRefused, type ProviderIdentity } from './ask-provider'
import { findBrowser } from './browser-cookie'
import { isLinkedTo, linkAccount } from './linked-account.queries'
import { findLinked, keepArrival, takeRequest, type Asked } from './openid.queries'
import type { Providers } from './providers'

const ofAddress = { name: 'openid-returns', perMinute: 240, perDay: 4_000 }
/** Clocks of providers are wrong, too. */
const skewMs = 30_000

type Finished = AnswerOf<'finishOpenId'>

/**
 * A browser comes back from a provider. Throws `link-spent` where it wasn't sent there, was here with this before, or took too long;
 * `provider-away`, `provider-refused`, and what each purpose refuses with.
 */
export async function finish(
  app: AppContext,
  parts: { providers: Providers; sessions: SessionService },
  given: BodyOf<'finishOpenId'>,
  exchange: Exchange,
): Promise<Finished> {
  const { db } = app
  const { providers, sessions } = parts
  await takeOfAddress(app, ofAddress, app.addressOf(exchange.request.raw))
  const browser = await findBrowser(app, exchange.request)
  const asked = browser && (await takeRequest(db, given.state, browser))
  // By the way back of another provider than it was sent to: somebody mixes them up.
  if (!asked || asked.provider !== given.provider) throw openIdSpent()
  const provider = providers.get(asked.provider)
  const asking = asked.purpose === 'enter' ? null : await askingAs(app, asked, exchange)
  const sent = { state: given.state, nonce: asked.nonce, verifier: asked.verifier }
  const identity = await askWho(app, providers, provider, { sent, code: given.code, iss: given.iss })
  if (asking && asked.purpose === 'link') {
    await requireProof(app, asking)
    const linked = await linkAccount(db, { ...asking, lang: given.lang }, identity)
    if (linked === 'taken') throw new AppError('account-linked', 'This is the way in of another account.')
    if (linked === 'too-many') throw new AppError('wrong-state', 'You have linked as many accounts as one can.')
    return { is: 'linked', label: provider.label }
  }
  if (asking) {
    await prove(app, asking, { identity, asked, provider })
    return { is: 'proved' }
  }
  const owner = await findLinked(db, identity)
  if (owner)
    return { is: 'entered', ...(await enterLinked(app, sessions, { owner, isFresh: isFresh(identity, asked) }, exchange)) }
  const ticket = await keepArrival(db, identity, browser)
  return { is: 'unknown', ticket, name: identity.knownAs ?? guestName(), label: provider.label }
}

/** As after a password: a second step is asked for, and bans hold. */
export async function enterLinked(
  app: AppContext,
  sessions: SessionService,
  { owner, isFresh }: { owner: { id: string; passwordVersion: number }; isFresh: boolean },
  exchange: Exchange,
) {
  if (await isSecondFactorOn(app.db, owner.id)) return askSecondStep(app, owner, { isFresh })
  return enter(app, sessions, { owner, device: null, isFresh }, exchange)
}

/** They have shown the provider who they are since they were sent there, and not at some time before, as whoever finds a browser has. */
function isFresh({ authenticatedAtMs: at }: ProviderIdentity, { askedAt }: Asked): boolean {
  return at !== null && at >= askedAt.getTime() - skewMs && at <= Date.now() + skewMs
}

export function openIdSpent(): AppError {
  return new AppError('link-spent', 'This sign-in was not begun in this browser, was used before, or has run out: begin again.')
}

/** What was begun by somebody in a session of theirs ends in the same one. */
async function askingAs(app: AppContext, { userId, session }: Asked, { request }: Exchange) {
  const asking = await askingOf(app, request)
  if (asking.userId !== userId || asking.session !== session) throw openIdSpent()
  return asking
}

/** As it was begun: with what the account asked for then. */
async function prove(
  { db }: AppContext,
  asking: { userId: string; session: string },
  { identity, asked, provider }: { identity: ProviderIdentity; asked: Asked; provider: OidcProvider },
): Promise<void> {
  if (!isFresh(identity, asked) || !(await isLinkedTo(db, asking.userId, identity))) throw providerRefused(provider)
  const owner = { id: asking.userId, passwordVersion: asked.passwordVersion ?? 0 }
  await requireNoted(noteProof(db, asking.session, owner))
}
