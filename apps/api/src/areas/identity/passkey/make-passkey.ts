import type { newPasskeySchema, addPasskeyBodySchema } from '@eduscale/contracts/passkey'
import { isUniqueViolation } from '@eduscale/db/refused-data'
import { AppError } from '@eduscale/platform/errors'
import { verifyRegistrationResponse } from '@simplewebauthn/server'
import type { z } from 'zod'
import type { AppContext } from '../../../app/app-context'
import type { Asking } from '../own/asking'
import { challengeLifeMs, createChallenge } from './challenge.queries'
import { nameOfMake } from './device-names'
import { addPasskey, enoughPasskeys, listPasskeys, mostPasskeys, type PasskeyRow } from './passkey.queries'
import { requireRelyingParty } from '../account/relying-party'
import { spendSigned, whileSigned } from './signed-challenge'

/** Ed25519, ES256 and RS256: what authenticators have. */
const algorithms = [-8, -7, -257]

/** The person's id as a passkey carries it, so that it can say at a sign-in whose it is. */
export function handleOf(userId: string): string {
  return Buffer.from(userId.replaceAll('-', ''), 'hex').toString('base64url')
}

/** Throws `no-passkeys`, and `wrong-state` where there are enough. */
export async function beginPasskey(
  { db, config }: AppContext,
  { userId, session }: Asking,
  name: string,
): Promise<z.input<typeof newPasskeySchema>> {
  const { id } = requireRelyingParty(config)
  const known = await listPasskeys(db, userId)
  if (known.length >= mostPasskeys) throw enoughPasskeys()
  return {
    challenge: await createChallenge(db, { purpose: 'add', session }),
    rp: { id, name: 'EduScale' },
    user: { id: handleOf(userId), name, displayName: name },
    pubKeyCredParams: algorithms.map((alg) => ({ alg, type: 'public-key' as const })),
    timeout: challengeLifeMs,
    // Who made the device is nothing that we would refuse anybody for.
    attestation: 'none',
    excludeCredentials: known.map(refTo),
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
  }
}

/** Throws `no-passkeys`, `link-spent`, `wrong-passkey`, and `wrong-state` where somebody has it already or there are enough. */
export async function makePasskey(
  app: AppContext,
  { userId, session }: Asking,
  { credential, lang }: z.output<typeof addPasskeyBodySchema>,
  device: string | null,
): Promise<PasskeyRow> {
  const { id, origin } = requireRelyingParty(app.config)
  const { clientDataJSON, attestationObject, transports = [] } = credential.response
  const expectedChallenge = await spendSigned(app.db, clientDataJSON, { purpose: 'add', session })
  const { registrationInfo } = await whileSigned(app, () =>
    verifyRegistrationResponse({
      response: { ...credential, response: { clientDataJSON, attestationObject }, clientExtensionResults: {} },
      expectedChallenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    }),
  )
  const { aaguid, credential: made, credentialBackedUp } = registrationInfo
  try {
    return await addPasskey(app.db, {
      userId,
      session,
      credentialId: made.id,
      publicKey: made.publicKey,
      counter: made.counter,
      transports: [...transports],
      isSynced: credentialBackedUp,
      name: nameOfMake(aaguid) ?? device,
      lang,
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new AppError('wrong-state', 'This passkey is kept here already.', { data: { because: 'known' } })
  }
}

/** As a browser is told which one is meant. */
export function refTo({ credentialId, transports }: PasskeyRow) {
  return { id: credentialId, type: 'public-key' as const, transports }
}
