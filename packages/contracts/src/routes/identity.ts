import { z } from 'zod'
import { accessSchema, meSchema, registerBodySchema, signedInSchema, signInBodySchema } from '../account'
import { givenIdSchema } from '../id'
import { publicKeysSchema, sessionsSchema } from '../session'
import type * as addresses from './identity-addresses'
import type { RoutesAt } from './route'

/** Who somebody is. */
export const identityRoutes = {
  createGuest: {
    summary: 'Become a guest.',
    action: 'account:enter',
    answer: signedInSchema,
    status: 201,
    // One more guest whom nobody is goes after a day; an answer that is kept would be a token that is kept.
    repeating: 'harmless',
    refusals: [],
  },
  register: {
    summary: 'Make an account; a guest who does keeps everything.',
    action: 'account:enter',
    body: registerBodySchema,
    answer: signedInSchema,
    status: 201,
    repeating: 'by-own-id',
    refusals: ['name-taken', 'wrong-state'],
  },
  signIn: {
    summary: 'Sign in with a name and a password.',
    action: 'account:enter',
    body: signInBodySchema,
    answer: signedInSchema,
    status: 201,
    repeating: 'harmless',
    refusals: ['wrong-password'],
  },
  refreshSession: {
    summary: 'Renew the session whose key is in the cookie of this slot; from a page of this platform alone.',
    action: 'account:enter',
    answer: accessSchema,
    rate: { name: 'refreshes', perMinute: 240 },
    // The same key gets the same successor.
    repeating: 'harmless',
    refusals: ['unauthenticated'],
  },
  exchangeToken: {
    summary: 'Go on as whoever holds a token of before there were sessions with keys.',
    action: 'account:enter',
    answer: accessSchema,
    rate: { name: 'exchanges', perMinute: 60 },
    repeating: 'harmless',
    refusals: ['unauthenticated'],
  },
  signOut: {
    summary: 'End the session that the token, or the cookie of this slot, is of.',
    action: 'account:leave',
    answer: 'nothing',
    repeating: 'harmless',
    refusals: [],
  },
  listSessions: {
    summary: 'One’s own sessions, the newest use first.',
    action: 'session:manage',
    answer: sessionsSchema,
    refusals: [],
  },
  endSession: {
    summary: 'End one of one’s own sessions.',
    action: 'session:manage',
    params: z.object({ id: givenIdSchema }),
    answer: 'nothing',
    repeating: 'harmless',
    refusals: [],
  },
  endOtherSessions: {
    summary: 'End all of one’s own sessions but this one.',
    action: 'session:manage',
    answer: 'nothing',
    repeating: 'harmless',
    refusals: [],
  },
  listPublicKeys: {
    summary: 'What the signatures of access tokens are verified with (RFC 7517).',
    action: 'platform:read',
    answer: publicKeysSchema,
    refusals: [],
  },
  getMe: {
    summary: 'Who one is, and where one is wanted right now.',
    action: 'account:read',
    answer: meSchema,
    refusals: [],
  },
} as const satisfies RoutesAt<typeof addresses>
