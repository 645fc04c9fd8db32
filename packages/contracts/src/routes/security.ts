import { securityEventsSchema } from '../security-event'
import type { RoutesAt } from './route'
import type * as addresses from './security-addresses'

/** What happens to the safety of one's own account. */
export const securityRoutes = {
  listSecurityEvents: {
    summary: 'What was done lately to the safety of one’s own account, the newest first.',
    action: 'account:read',
    answer: securityEventsSchema,
    refusals: [],
  },
  understandTheft: {
    summary: 'One has read that a session of one’s own was stolen, and needs to be told no more.',
    action: 'session:manage',
    answer: 'nothing',
    repeating: 'harmless',
    refusals: [],
  },
} as const satisfies RoutesAt<typeof addresses>
