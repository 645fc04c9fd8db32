import type { AppContext } from '../../app/app-context'
import type { AreaManifest } from '../../app/area-manifest'
import type { Hooks } from '../../app/hooks'
import { getPublicUser } from './account/account.queries'
import { accountRoutes } from './account/account.routes'
import { deletePeople } from './own/delete-people'
import { deletionsAreDue } from './own/deletion.queries'
import { ownDataRoutes } from './own/own-data.routes'
import { ownAccountRoutes } from './own/own-account.routes'
import { ownSafetyRoutes } from './own/own-safety.routes'
import { accountPrunings } from './account/retention.queries'
import { auditRoutes } from './audit/audit.routes'
import { peopleRoutes } from './people/people.routes'
import { emailRoutes } from './email/email.routes'
import { pruneOpenId } from './openid/openid.queries'
import { openIdRoutes } from './openid/openid.routes'
import { canMail } from './mail/can-mail'
import { devMailRoutes } from './mail/dev-mail.routes'
import { pruneSecrets } from './mail/link.queries'
import { countMails, mailsWait, pruneMails } from './mail/mail.queries'
import { sendMails } from './mail/send-mails'
import { pruneProofs } from './account/proof.queries'
import { resetRoutes } from './reset/reset.routes'
import { pruneChallenges } from './passkey/challenge.queries'
import { passkeyRoutes } from './passkey/passkey.routes'
import { identityData } from './own/person-data.queries'
import { secondFactorRoutes } from './own/second-factor.routes'
import { findPerson, listRolesOf } from './access/person.queries'
import { requireSecrets } from './session/session-secret'
import { createSessionService } from './session/session-service'
import { listValidSessions } from './session/session.queries'
import { sessionRoutes } from './session/session.routes'
import { keyIsDue } from './session/signing-key.queries'
import { addKey } from './session/token-issuer'

/** Who somebody is: accounts, sessions, guests, how they prove it, what they may do, and who is kept out. */
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
    peopleRoutes(http, app)
    auditRoutes(http, app)
    ownAccountRoutes(http, app)
    ownSafetyRoutes(http, app)
    emailRoutes(http, app)
    resetRoutes(http, app)
    secondFactorRoutes(http, app)
    passkeyRoutes(http, app, sessions)
    openIdRoutes(http, app, sessions)
    ownDataRoutes(http, app)
  },
  localRoutes: devMailRoutes,
  frames: () => [],
  chores: (app) => [
    { name: 'deletions', isDue: deletionsAreDue, work: () => deletePeople(app) },
    { name: 'signing keys', isDue: keyIsDue, work: () => addKey(app.db, requireSecrets(app.config)) },
    // Where none can be sent they wait for a node that can.
    ...(canMail(app.config) ? [{ name: 'mails', isDue: mailsWait, work: () => sendMails(app) }] : []),
  ],
  gauges: async ({ db, metrics }) => {
    for (const [state, count] of Object.entries(await countMails(db))) metrics.mails.set({ state }, count)
  },
  prunings: ({ db, hooks }) => [
    ...accountPrunings(db, hooks.guestTraces),
    { what: 'mails', work: () => pruneMails(db) },
    { what: 'secrets that have run out', work: () => pruneSecrets(db) },
    { what: 'challenges of passkeys', work: () => pruneChallenges(db) },
    { what: 'sign-ins by providers', work: () => pruneOpenId(db) },
    { what: 'proofs', work: () => pruneProofs(db) },
  ],
  personData: identityData,
  hooks: ({ db }: AppContext): Pick<Hooks, 'listRoles' | 'listValidSessions'> => ({
    listRoles: (userId) => listRolesOf(db, userId),
    listValidSessions: (sessions) => listValidSessions(db, sessions),
  }),
} satisfies AreaManifest & { hooks: object }
