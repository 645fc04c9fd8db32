import type { AppContext } from '../../app/app-context'
import type { AreaManifest } from '../../app/area-manifest'
import type { Hooks } from '../../app/hooks'
import { accountRoutes } from './account/account.routes'
import { accountPrunings } from './account/retention.queries'
import { listUsersByToken, listValidSessions } from './account/session.queries'

/** Who somebody is: accounts, sessions, guests. */
export const identityArea = {
  name: 'identity',
  routes: accountRoutes,
  frames: () => [],
  chores: () => [],
  gauges: async () => {},
  prunings: ({ db, hooks }) => accountPrunings(db, hooks.guestTraces),
  hooks: ({ db }: AppContext): Pick<Hooks, 'listUsersByToken' | 'listValidSessions'> => ({
    listUsersByToken: (tokens) => listUsersByToken(db, tokens),
    listValidSessions: (sessions) => listValidSessions(db, sessions),
  }),
} satisfies AreaManifest & { hooks: object }
