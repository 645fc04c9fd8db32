import type { askedPasskeySchema, ShownPasskey } from '@eduscale/contracts/passkey'
import { verifyAuthenticationResponse, type AuthenticationResponseJSON } from '@simplewebauthn/server'
import type { z } from 'zod'
import type { AppContext } from '../../../app/app-context'
import { challengeLifeMs, createChallenge, type ChallengeFor } from './challenge.queries'
import { handleOf } from './make-passkey'
import { findPasskey, notePasskeyUse } from './passkey.queries'
import { requireRelyingParty } from '../account/relying-party'
import { spendSigned, whileSigned, wrongPasskey } from './signed-challenge'

/** Throws `no-passkeys`. */
export async function askForPasskey({ db, config }: AppContext, of: ChallengeFor): Promise<z.input<typeof askedPasskeySchema>> {
  const { id } = requireRelyingParty(config)
  return { challenge: await createChallenge(db, of), rpId: id, timeout: challengeLifeMs, userVerification: 'required' }
}

/**
 * Whose passkey it is that has signed the challenge, with a person whom the device has verified. Throws `no-passkeys`, `link-spent` for a
 * challenge that isn't for this, and `wrong-passkey` for all else, whatever is wrong with it.
 */
export async function checkPasskey(app: AppContext, shown: ShownPasskey, of: ChallengeFor) {
  const { id, origin } = requireRelyingParty(app.config)
  const { userHandle, ...response } = shown.response
  const expectedChallenge = await spendSigned(app.db, response.clientDataJSON, of)
  const passkey = await findPasskey(app.db, shown.id)
  // Whoever is asked by no name must say whose it is; and whoever says it must be right.
  const isOf = passkey && (userHandle === handleOf(passkey.userId) || (userHandle === undefined && of.purpose !== 'sign-in'))
  if (!passkey || !isOf) throw wrongPasskey()
  const { authenticationInfo } = await whileSigned(app, async () => {
    const verified = await verifyAuthenticationResponse({
      response: { ...shown, response, clientExtensionResults: {} } satisfies AuthenticationResponseJSON,
      expectedChallenge,
      expectedOrigin: origin,
      expectedRPID: id,
      // How often it has signed is looked at once it is known that it has: whoever knows an id alone accuses nobody.
      credential: { id: passkey.credentialId, publicKey: new Uint8Array(passkey.publicKey), counter: 0 },
      requireUserVerification: true,
    })
    return verified as typeof verified & { verified: true }
  })
  const { newCounter: counter, credentialBackedUp: isSynced } = authenticationInfo
  if (!(await notePasskeyUse(app.db, { id: passkey.id, counter, isSynced }))) throw wrongPasskey()
  return passkey.user
}
