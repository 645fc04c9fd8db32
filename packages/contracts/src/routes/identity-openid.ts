import { z } from 'zod'
import { signedInSchema } from '../account'
import { givenIdSchema } from '../id'
import {
  beginOpenIdBodySchema,
  beginOpenIdProofBodySchema,
  begunOpenIdSchema,
  finishedOpenIdSchema,
  finishOpenIdBodySchema,
  linkedAccountsSchema,
  providersSchema,
  registerByOpenIdBodySchema,
} from '../openid'
import { langQuerySchema } from '../own-account'
import type * as addresses from './identity-addresses'
import type { RoutesAt } from './route'

/** Signing in by an account of somewhere else. */
export const openIdRoutes = {
  listProviders: {
    summary: 'The OpenID providers that one can sign in with.',
    action: 'account:enter',
    answer: providersSchema,
    refusals: [],
  },
  beginOpenId: {
    summary: 'Begin a sign-in with a provider: the address at which it asks, for this browser alone.',
    action: 'account:enter',
    body: beginOpenIdBodySchema,
    answer: begunOpenIdSchema,
    status: 201,
    // One more that runs out by itself.
    repeating: 'harmless',
    refusals: ['not-found', 'provider-away'],
  },
  beginOpenIdLink: {
    summary: 'Begin to link an account of a provider to one’s own.',
    action: 'account:secure',
    body: beginOpenIdBodySchema,
    answer: begunOpenIdSchema,
    status: 201,
    repeating: 'harmless',
    refusals: ['members-only', 'proof-needed', 'not-found', 'provider-away'],
  },
  beginOpenIdProof: {
    summary: 'Begin to prove once more that one is who one is, by signing in to a linked account again.',
    action: 'account:secure',
    body: beginOpenIdProofBodySchema,
    answer: begunOpenIdSchema,
    status: 201,
    repeating: 'harmless',
    refusals: ['members-only', 'wrong-code', 'no-second-factor', 'not-found', 'provider-away'],
  },
  finishOpenId: {
    summary: 'What a provider has answered, from the browser that was sent there: signs in, links, or proves, as it was begun.',
    action: 'account:enter',
    body: finishOpenIdBodySchema,
    answer: finishedOpenIdSchema,
    // An answer of a provider is worth something once.
    repeating: 'harmless',
    refusals: [
      'link-spent',
      'provider-away',
      'provider-refused',
      'second-factor',
      'banned',
      'wrong-password',
      'unauthenticated',
      'members-only',
      'proof-needed',
      'account-linked',
      'wrong-state',
      'not-found',
    ],
  },
  registerByOpenId: {
    summary: 'Make an account for whom a provider knows and the platform doesn’t; a guest who does keeps everything.',
    action: 'account:enter',
    body: registerByOpenIdBodySchema,
    answer: signedInSchema,
    status: 201,
    // The same ticket leads to the account that it has made.
    repeating: 'harmless',
    refusals: ['name-taken', 'link-spent', 'wrong-state', 'second-factor', 'banned', 'wrong-password', 'unauthenticated'],
  },
  listLinkedAccounts: {
    summary: 'The accounts of providers that one’s own is linked to.',
    action: 'account:read',
    answer: linkedAccountsSchema,
    refusals: [],
  },
  unlinkAccount: {
    summary: 'Sign in by this account of a provider no more. All other sessions end. The last way in stays.',
    action: 'account:secure',
    params: z.object({ id: givenIdSchema }),
    query: langQuerySchema,
    answer: 'nothing',
    repeating: 'harmless',
    refusals: ['members-only', 'proof-needed', 'last-way-in'],
  },
} as const satisfies Partial<RoutesAt<typeof addresses>>
