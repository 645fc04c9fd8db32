import type { AppContext } from '../../app/app-context'
import type { AreaManifest } from '../../app/area-manifest'
import type { Hooks } from '../../app/hooks'
import { getPublicUser } from './account/account.queries'
import { accountRoutes } from './account/account.routes'
import { findPerson, listRolesOf } from './account/person.queries'
import { accountPrunings } from './account/retention.queries'
import { requireSecrets } from './session/session-secret'
import { createSessionService } from './session/session-service'
import { listValidSessions } from './session/session.queries'
import { sessionRoutes } from './session/session.routes'
import { keyIsDue } from './session/signing-key.queries'
import { addKey } from './session/token-issuer'

/** Who somebody is: accounts, sessions, guests. */
export const identityArea = {
  name: 'identity',
  begin: async ({ config }) => void requireSecrets(config),
  routes: (http, app) => {
    const people = {
      find: (userId: string) => findPerson(app.db, userId),
      getPublic: (userId: string) => getPublicUser(app.db, userId),
    }
    const sessions = createSessionService(app, people)
    accountRoutes(http, app, sessions)
    sessionRoutes(http, app, sessions)
  },
  frames: () => [],
  chores: ({ db, config }) => [{ name: 'signing keys', isDue: keyIsDue, work: () => addKey(db, requireSecrets(config)) }],
  gauges: async () => {},
  prunings: ({ db, hooks }) => accountPrunings(db, hooks.guestTraces),
  hooks: ({ db }: AppContext): Pick<Hooks, 'listRoles' | 'listValidSessions'> => ({
    listRoles: (userId) => listRolesOf(db, userId),
    listValidSessions: (sessions) => listValidSessions(db, sessions),
  }),
} satisfies AreaManifest & { hooks: object }
