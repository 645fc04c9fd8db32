import type { Passkey } from '@eduscale/contracts/passkey'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app/app-context'
import type { RouteRegistry } from '../../../http/registry'
import { enter } from '../account/enter'
import { createDevice } from '../account/known-device'
import { takeOfAddress } from '../account/limit-address'
import { noteProof, requireNoted } from '../account/proof.queries'
import { askingOf } from '../own/asking'
import { requireMember, requireProof } from '../own/require-proof'
import { deviceLabel } from '../session/device-label'
import type { SessionService } from '../session/session-service'
import { tellEnded } from '../session/tell-ended'
import { askForPasskey, checkPasskey } from './check-passkey'
import { beginPasskey, makePasskey, refTo } from './make-passkey'
import { listPasskeys, mostPasskeys, removePasskey, renamePasskey, type PasskeyRow } from './passkey.queries'
import { relyingPartyOf } from '../account/relying-party'
import { wrongPasskey } from './signed-challenge'

/** As many as sign in with a password; a page that offers autofill asks for a challenge whether or not it is used. */
const signIns = { name: 'passkeys', perMinute: 240, perDay: 4_000 }
const challenges = { name: 'passkey-challenges', perMinute: 480, perDay: 20_000 }

/** Keys that a device keeps: to sign in by, without a name, and to prove it again. */
export function passkeyRoutes(http: RouteRegistry, app: AppContext, sessions: SessionService): void {
  const { db, config, addressOf } = app
  const atSignIn = { purpose: 'sign-in', session: null } as const

  http.serve('beginPasskeySignIn', async ({ request }) => {
    await takeOfAddress(app, challenges, addressOf(request.raw))
    return askForPasskey(app, atSignIn)
  })

  http.serve('signInByPasskey', async ({ body, request, reply }) => {
    await takeOfAddress(app, signIns, addressOf(request.raw))
    const owner = await checkPasskey(app, body, atSignIn)
    return enter(app, sessions, { owner, device: createDevice(owner) }, { request, reply })
  })

  http.serve('listPasskeys', async ({ user }) => {
    const party = relyingPartyOf(config.PUBLIC_URL)
    const passkeys = (await listPasskeys(db, user.id)).map(presentPasskey)
    const most = mostPasskeys
    return 'why' in party ? { passkeys, origin: null, why: party.why, most } : { passkeys, origin: party.origin, why: null, most }
  })

  http.serve('beginPasskey', async ({ user, request }) => {
    const asking = await askingOf(app, request)
    await requireProof(app, asking)
    return beginPasskey(app, asking, user.name)
  })

  http.serve('addPasskey', async ({ body, request }) => {
    const asking = await askingOf(app, request)
    await requireProof(app, asking)
    return presentPasskey(await makePasskey(app, asking, body, deviceLabel(request.headers['user-agent'])))
  })

  http.serve('renamePasskey', async ({ params: { id }, body: { name }, request }) => {
    const asking = await askingOf(app, request)
    await requireProof(app, asking)
    await renamePasskey(db, { id, userId: asking.userId, name })
  })

  http.serve('removePasskey', async ({ params: { id }, query: { lang }, request }) => {
    const asking = await askingOf(app, request)
    await requireProof(app, asking)
    const { userId, session } = asking
    tellEnded(app, userId, await removePasskey(app, { id, userId, session, lang }))
  })

  http.serve('beginPasskeyProof', async ({ request }) => {
    const { userId, session } = await askingOf(app, request)
    await requireMember(db, userId)
    const own = await listPasskeys(db, userId)
    if (own.length === 0) throw new AppError('wrong-state', 'You have no passkey.', { data: { because: 'none' } })
    return { ...(await askForPasskey(app, { purpose: 'prove', session })), allowCredentials: own.map(refTo) }
  })

  http.serve('proveByPasskey', async ({ body, request }) => {
    const { userId, session } = await askingOf(app, request)
    const owner = await checkPasskey(app, body, { purpose: 'prove', session })
    if (owner.id !== userId) throw wrongPasskey()
    await requireNoted(noteProof(db, session, owner))
  })
}

function presentPasskey({ id, name, isSynced, createdAt, lastUsedAt }: PasskeyRow): Passkey {
  return { id, name, isSynced, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null }
}
