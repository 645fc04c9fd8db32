import type { AnswerOf, BodyOf } from '@eduscale/contracts/routes/all'
import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnError,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'

/** Why a browser has made or shown none; `elsewhere`: passkeys here are of another address. */
export type CeremonyFault = 'cancelled' | 'known' | 'elsewhere' | 'unable'

/** Whether this page could ask for a passkey at all. Browsers take none from a page that anybody on the way could have changed. */
export function canAskForPasskeys(): boolean {
  return window.isSecureContext && browserSupportsWebAuthn()
}

export async function makePasskey(asked: AnswerOf<'beginPasskey'>): Promise<BodyOf<'addPasskey'>['credential']> {
  requireHere(asked.rp.id)
  const { id, rawId, response } = await startRegistration({ optionsJSON: asked as PublicKeyCredentialCreationOptionsJSON })
  const { clientDataJSON, attestationObject, transports = [] } = response
  return { id, rawId, type: 'public-key', response: { clientDataJSON, attestationObject, transports } }
}

/** `isAutofill`: offered among what the browser would fill in, and waited for. */
export async function showPasskey(
  asked: AnswerOf<'beginPasskeySignIn'>,
  { isAutofill = false } = {},
): Promise<BodyOf<'signInByPasskey'>> {
  requireHere(asked.rpId)
  const optionsJSON = asked as PublicKeyCredentialRequestOptionsJSON
  const { id, rawId, response } = await startAuthentication({ optionsJSON, useBrowserAutofill: isAutofill })
  const { clientDataJSON, authenticatorData, signature, userHandle } = response
  return {
    id,
    rawId,
    type: 'public-key',
    response: { clientDataJSON, authenticatorData, signature, ...(userHandle !== undefined && { userHandle }) },
  }
}

/** Null for what is no fault of a browser or a device. */
export function faultOf(error: unknown): CeremonyFault | null {
  if (error instanceof ElsewhereError) return 'elsewhere'
  if (!(error instanceof WebAuthnError)) return error instanceof DOMException ? 'unable' : null
  if (error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') return 'known'
  if (error.code === 'ERROR_INVALID_RP_ID' || error.code === 'ERROR_INVALID_DOMAIN') return 'elsewhere'
  return error.name === 'NotAllowedError' || error.name === 'AbortError' ? 'cancelled' : 'unable'
}

class ElsewhereError extends Error {}

/** Told before the browser is asked, which would say it in words of its own. */
function requireHere(id: string): void {
  const { hostname } = location
  if (hostname !== id && !hostname.endsWith(`.${id}`)) throw new ElsewhereError(`passkeys are of ${id} here`)
}
