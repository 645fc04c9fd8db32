import { langQuerySchema } from '../own-account'
import { askDeletionBodySchema, askedDeletionSchema } from '../own-data'
import type * as addresses from './identity-addresses'
import type { RoutesAt } from './route'

/** What one may have of one's own, and one's own end. */
export const ownDataRoutes = {
  exportData: {
    summary: 'All that is kept about one, as a ZIP archive: JSON by kind, and code as files.',
    action: 'account:secure',
    query: langQuerySchema,
    answer: 'archive',
    rate: { name: 'exports', perMinute: 5 },
    refusals: ['members-only', 'proof-needed'],
  },
  askDeletion: {
    summary: 'Be deleted: all sessions end at once. A member can change their mind for a week; a guest is gone.',
    action: 'account:secure',
    body: askDeletionBodySchema,
    answer: askedDeletionSchema,
    status: 202,
    rate: { name: 'deletions', perMinute: 5 },
    // Who has asked before keeps the day.
    repeating: 'harmless',
    refusals: ['members-only', 'proof-needed', 'already-playing', 'already-queued', 'wrong-state'],
  },
  keepAccount: {
    summary: 'Not be deleted after all.',
    action: 'account:secure',
    answer: 'nothing',
    repeating: 'harmless',
    refusals: [],
  },
} as const satisfies RoutesAt<Pick<typeof addresses, 'exportData' | 'askDeletion' | 'keepAccount'>>
