import { langQuerySchema } from '../own-account'
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
} as const satisfies RoutesAt<Pick<typeof addresses, 'exportData'>>
