import type { AppContext } from '../../app/app-context'
import type { AreaManifest } from '../../app/area-manifest'
import type { Hooks } from '../../app/hooks'
import { accountRoutes } from './account/account.routes'
import { accountPrunings } from './account/retention.queries'
import { listUsersByToken, listValidSessions } from './account/session.queries'
import { auditRoutes } from './audit/audit.routes'
import { peopleRoutes } from './people/people.routes'

/** Who somebody is: accounts, sessions, guests, what they may do, and who is kept out. */
export const identityArea = {
  name: 'identity',
  routes: (http, app) => {
    accountRoutes(http, app)
    peopleRoutes(http, app)
    auditRoutes(http, app)
  },
  frames: () => [],
  chores: () => [],
  gauges: async () => {},
  prunings: ({ db, hooks }) => accountPrunings(db, hooks.guestTraces),
  hooks: ({ db }: AppContext): Pick<Hooks, 'listUsersByToken' | 'listValidSessions'> => ({
    listUsersByToken: (tokens) => listUsersByToken(db, tokens),
    listValidSessions: (sessions) => listValidSessions(db, sessions),
  }),
} satisfies AreaManifest & { hooks: object }
