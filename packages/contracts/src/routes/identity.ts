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
import { meSchema, registerBodySchema, signedInSchema, signInBodySchema } from '../account'
import type * as addresses from './identity-addresses'
import type { RoutesAt } from './route'

const idParams = z.object({ id: givenIdSchema })

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
    refusals: ['name-taken', 'wrong-state', 'banned'],
  },
  signIn: {
    summary: 'Sign in with a name and a password.',
    action: 'account:enter',
    body: signInBodySchema,
    answer: signedInSchema,
    status: 201,
    repeating: 'harmless',
    refusals: ['wrong-password', 'banned'],
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
    refusals: ['not-found'],
  },
  listAudit: {
    summary: 'What people with a role have done, the newest first.',
    action: 'audit:read',
    query: auditQuerySchema,
    answer: auditPageSchema,
    rate: { name: 'audit', perMinute: 240 },
    refusals: [],
  },
} as const satisfies RoutesAt<typeof addresses>
