// Passkeys, a part of who somebody is. What an address is, and where the rest of a route is told: address.ts.

export const beginPasskeySignIn = 'POST /v1/passkey-challenges'
export const signInByPasskey = 'POST /v1/session/passkey'
export const listPasskeys = 'GET /v1/account/passkeys'
export const beginPasskey = 'POST /v1/account/passkeys/challenge'
export const addPasskey = 'POST /v1/account/passkeys'
export const renamePasskey = 'PUT /v1/account/passkeys/:id'
export const removePasskey = 'DELETE /v1/account/passkeys/:id'
export const beginPasskeyProof = 'POST /v1/account/passkey-proofs/challenge'
export const proveByPasskey = 'POST /v1/account/passkey-proofs'
