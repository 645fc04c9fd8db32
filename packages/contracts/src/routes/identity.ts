import { z } from 'zod'
import { auditQuerySchema, auditPageSchema } from '../audit'
import { givenIdSchema } from '../id'
import {
  banBodySchema,
  grantBodySchema,
  grantedRoleSchema,
  peoplePageSchema,
  peopleQuerySchema,
  personSchema,
  withdrawBodySchema,
} from '../person'
import { accessSchema, meSchema, registerBodySchema, signedInSchema, signInBodySchema } from '../account'
import {
  askResetBodySchema,
  changeEmailBodySchema,
  changePasswordBodySchema,
  confirmedEmailSchema,
  confirmEmailBodySchema,
  finishSignInBodySchema,
  keptDeviceSchema,
  langQuerySchema,
  newSecondFactorSchema,
  ownAccountSchema,
  proveAgainBodySchema,
  recoveryCodesSchema,
  resetPasswordBodySchema,
  secondFactorOnBodySchema,
} from '../own-account'
import { publicKeysSchema, sessionsSchema } from '../session'
import { ownDataRoutes } from './own-data'
import type * as addresses from './identity-addresses'
import { passkeyRoutes } from './passkey'
import { securityRoutes } from './security'
import { openIdRoutes } from './identity-openid'
import type { RoutesAt } from './route'

const idParams = z.object({ id: givenIdSchema })

/** Who somebody is. */
export const identityRoutes = {
  ...passkeyRoutes,
  ...securityRoutes,
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
    refusals: ['name-taken', 'wrong-state', 'banned', 'unauthenticated'],
  },
  signIn: {
    summary: 'Sign in with a name and a password.',
    action: 'account:enter',
    body: signInBodySchema,
    answer: signedInSchema,
    status: 201,
    repeating: 'harmless',
    refusals: ['wrong-password', 'banned', 'second-factor'],
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
  listPeople: {
    summary: 'People by the beginning of their name, or by id, in the order of names.',
    action: 'person:search',
    query: peopleQuerySchema,
    answer: peoplePageSchema,
    rate: { name: 'people', perMinute: 240 },
    refusals: [],
  },
  getPerson: {
    summary: 'A person with their roles, bans and sessions, and what one may do about them.',
    action: 'person:read',
    params: idParams,
    answer: personSchema,
    refusals: ['not-found'],
  },
  grantRole: {
    summary: 'Give a member a role, for a time or for good; the same one again changes its time.',
    action: 'role:grant',
    params: idParams,
    body: grantBodySchema,
    answer: personSchema,
    repeating: 'by-attempt',
    refusals: ['not-found', 'wrong-state'],
  },
  revokeRole: {
    summary: 'Take a role away; its actions are refused from then on.',
    action: 'role:grant',
    params: idParams.extend({ role: grantedRoleSchema }),
    answer: personSchema,
    repeating: 'by-attempt',
    refusals: ['not-found', 'wrong-state'],
  },
  banPerson: {
    summary: 'Keep somebody out, with a reason that they read. Their sessions end.',
    action: 'person:ban',
    params: idParams,
    body: banBodySchema,
    answer: personSchema,
    repeating: 'by-attempt',
    refusals: ['not-found', 'wrong-state'],
  },
  liftBan: {
    summary: 'Let somebody in again who is banned.',
    action: 'ban:lift',
    params: idParams,
    answer: personSchema,
    repeating: 'by-attempt',
    refusals: ['not-found', 'wrong-state'],
  },
  withdrawSessions: {
    summary: 'End one session of somebody, or all.',
    action: 'session:withdraw-other',
    params: idParams,
    body: withdrawBodySchema,
    answer: personSchema,
    repeating: 'harmless',
    refusals: ['not-found', 'wrong-state'],
  },
  listAudit: {
    summary: 'What people with a role have done, the newest first.',
    action: 'audit:read',
    query: auditQuerySchema,
    answer: auditPageSchema,
    rate: { name: 'audit', perMinute: 240 },
    refusals: [],
  },
  finishSignIn: {
    summary: 'The second step of a sign-in: a code, with the ticket that the first step was refused with.',
    action: 'account:enter',
    body: finishSignInBodySchema,
    answer: signedInSchema,
    status: 201,
    // A ticket makes one session, and a code works once.
    repeating: 'harmless',
    refusals: ['wrong-code', 'link-spent', 'wrong-password', 'banned', 'no-second-factor'],
  },
  getOwnAccount: {
    summary: 'What secures one’s own account.',
    action: 'account:read',
    answer: ownAccountSchema,
    refusals: [],
  },
  proveAgain: {
    summary:
      'Prove once more that one is who one is; what secures an account can be changed for ten minutes then, by the same sign-in alone.',
    action: 'account:secure',
    body: proveAgainBodySchema,
    answer: 'nothing',
    repeating: 'harmless',
    refusals: ['members-only', 'wrong-password', 'wrong-code', 'no-second-factor', 'wrong-state'],
  },
  changePassword: {
    summary: 'Another password. All other sessions end.',
    action: 'account:secure',
    body: changePasswordBodySchema,
    answer: keptDeviceSchema,
    // Sent again it finds the password to be another one.
    repeating: 'harmless',
    refusals: ['members-only', 'proof-needed', 'wrong-password', 'wrong-state'],
  },
  changeEmail: {
    summary:
      'Say which address is one’s own. It counts once the link in the mail that goes there was opened, and its button pressed.',
    action: 'account:secure',
    body: changeEmailBodySchema,
    answer: 'nothing',
    // One more mail, and the link in the one before is worth nothing.
    repeating: 'harmless',
    refusals: ['members-only', 'proof-needed', 'no-mail'],
  },
  removeEmail: {
    summary: 'Have no address any more.',
    action: 'account:secure',
    query: langQuerySchema,
    answer: 'nothing',
    repeating: 'harmless',
    refusals: ['members-only', 'proof-needed'],
  },
  confirmEmail: {
    summary: 'Prove an address by the secret that was sent there.',
    action: 'account:enter',
    body: confirmEmailBodySchema,
    answer: confirmedEmailSchema,
    repeating: 'harmless',
    refusals: ['link-spent', 'email-taken'],
  },
  askReset: {
    summary: 'Have a link sent to an address by which the password of its account can be set; nothing tells whether it has one.',
    action: 'account:enter',
    body: askResetBodySchema,
    answer: 'nothing',
    repeating: 'harmless',
    refusals: ['no-mail'],
  },
  resetPassword: {
    summary: 'Set a password by the secret that was sent to the account’s address. All sessions end.',
    action: 'account:enter',
    body: resetPasswordBodySchema,
    answer: 'nothing',
    repeating: 'harmless',
    refusals: ['link-spent'],
  },
  beginSecondFactor: {
    summary: 'A secret for an app that shows codes. It counts once a code was shown back.',
    action: 'account:secure',
    answer: newSecondFactorSchema,
    // Another secret, and the one before is worth nothing.
    repeating: 'harmless',
    refusals: ['members-only', 'proof-needed', 'no-second-factor'],
  },
  turnSecondFactorOn: {
    summary: 'Show a code of the app back. Answers ten codes for when the app is lost.',
    action: 'account:secure',
    body: secondFactorOnBodySchema,
    answer: recoveryCodesSchema,
    // An answer that is kept would be codes that are kept.
    repeating: 'harmless',
    refusals: ['members-only', 'proof-needed', 'wrong-code', 'wrong-state', 'no-second-factor'],
  },
  turnSecondFactorOff: {
    summary: 'Sign in by the password alone again.',
    action: 'account:secure',
    query: langQuerySchema,
    answer: 'nothing',
    repeating: 'harmless',
    refusals: ['members-only', 'proof-needed'],
  },
  renewRecoveryCodes: {
    summary: 'Another ten codes for when the app is lost; those of before are worth nothing.',
    action: 'account:secure',
    answer: recoveryCodesSchema,
    repeating: 'harmless',
    refusals: ['members-only', 'proof-needed', 'wrong-state', 'no-second-factor'],
  },
  ...openIdRoutes,
  ...ownDataRoutes,
} as const satisfies RoutesAt<typeof addresses>
