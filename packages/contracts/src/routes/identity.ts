import { meSchema, registerBodySchema, signedInSchema, signInBodySchema } from '../account'
import { changePasswordBodySchema, keptDeviceSchema } from '../own-account'
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
  signOut: {
    summary: 'End the session that the token is of.',
    action: 'account:leave',
    answer: 'nothing',
    repeating: 'harmless',
    refusals: [],
  },
  getMe: {
    summary: 'Who one is, and where one is wanted right now.',
    action: 'account:read',
    answer: meSchema,
    refusals: [],
  },
  changePassword: {
    summary: 'Another password. All other sessions end.',
    action: 'account:secure',
    body: changePasswordBodySchema,
    answer: keptDeviceSchema,
    // Sent again it finds the password to be another one.
    repeating: 'harmless',
    refusals: ['members-only', 'wrong-password', 'wrong-state'],
  },
} as const satisfies RoutesAt<typeof addresses>
