import { z } from 'zod'
import { signedInSchema } from '../account'
import { givenIdSchema } from '../id'
import { langQuerySchema } from '../own-account'
import {
  addPasskeyBodySchema,
  askedPasskeySchema,
  newPasskeySchema,
  passkeySchema,
  passkeysSchema,
  renamePasskeyBodySchema,
  shownPasskeySchema,
} from '../passkey'
import type * as addresses from './passkey-addresses'
import type { RoutesAt } from './route'

const idParams = z.object({ id: givenIdSchema })
/** A challenge is good for one answer: one more of them is worth nothing by itself. */
const repeating = 'harmless'

/** Signing in, and proving it again, by a key that the device keeps. */
export const passkeyRoutes = {
  beginPasskeySignIn: {
    summary: 'A challenge for a sign-in by a passkey, whosever it is.',
    action: 'account:enter',
    answer: askedPasskeySchema,
    status: 201,
    repeating,
    refusals: ['no-passkeys'],
  },
  signInByPasskey: {
    summary: 'Sign in by a passkey. It is two factors by itself, so no code is asked for.',
    action: 'account:enter',
    body: shownPasskeySchema,
    answer: signedInSchema,
    status: 201,
    repeating,
    refusals: ['no-passkeys', 'wrong-passkey', 'link-spent', 'wrong-password', 'banned'],
  },
  listPasskeys: {
    summary: 'One’s own passkeys, and whether this platform offers any.',
    action: 'account:read',
    answer: passkeysSchema,
    refusals: [],
  },
  beginPasskey: {
    summary: 'A challenge for another passkey of one’s own.',
    action: 'account:secure',
    answer: newPasskeySchema,
    status: 201,
    repeating,
    refusals: ['no-passkeys', 'members-only', 'proof-needed', 'wrong-state'],
  },
  addPasskey: {
    summary: 'Keep a passkey that the browser has made for the challenge.',
    action: 'account:secure',
    body: addPasskeyBodySchema,
    answer: passkeySchema,
    status: 201,
    repeating,
    refusals: ['no-passkeys', 'members-only', 'proof-needed', 'wrong-passkey', 'link-spent', 'wrong-state'],
  },
  renamePasskey: {
    summary: 'Call a passkey something else.',
    action: 'account:secure',
    params: idParams,
    body: renamePasskeyBodySchema,
    answer: 'nothing',
    repeating,
    refusals: ['members-only', 'proof-needed', 'not-found'],
  },
  removePasskey: {
    summary: 'Sign in by this passkey no more. All other sessions end. The last way into an account stays.',
    action: 'account:secure',
    params: idParams,
    query: langQuerySchema,
    answer: 'nothing',
    repeating,
    refusals: ['members-only', 'proof-needed', 'not-found', 'last-way-in'],
  },
  beginPasskeyProof: {
    summary: 'A challenge by which one proves once more, with a passkey, that one is who one is.',
    action: 'account:secure',
    answer: askedPasskeySchema,
    status: 201,
    repeating,
    refusals: ['no-passkeys', 'members-only', 'wrong-state'],
  },
  proveByPasskey: {
    summary: 'Prove it by a passkey of one’s own; it holds as long as a proof by password does.',
    action: 'account:secure',
    body: shownPasskeySchema,
    answer: 'nothing',
    repeating,
    refusals: ['no-passkeys', 'wrong-passkey', 'link-spent', 'wrong-state'],
  },
} as const satisfies RoutesAt<typeof addresses>
