import type { AppContext } from '../../../app/app-context'
import type { RouteRegistry } from '../../../http/registry'
import { tellEnded } from '../session/tell-ended'
import { endSessionsOf } from './end-sessions-of'
import { banAndEnd, findLiftable, inDays, liftBan } from './ban-person'
import { grantRole, revokeRole } from './change-role'
import { findPerson, listFound } from './people.queries'
import { presentFound, presentPerson } from './present-person'

const pageSize = 50

/** For those who look after the platform: who is here, what they may do, and who is kept out. */
export function peopleRoutes(http: RouteRegistry, app: AppContext): void {
  const { db } = app

  http.serve('listPeople', async ({ query: { search, show, cursor } }) => {
    const rows = await listFound(db, { search, show, cursor, most: pageSize + 1 })
    const people = rows.slice(0, pageSize).map(presentFound)
    return { people, nextCursor: rows.length > pageSize ? (people.at(-1)?.id ?? null) : null }
  })

  http.serve('getPerson', ({ params: { id }, user }) => presentPerson(db, id, user))

  http.serve('grantRole', async ({ params: { id }, body: { role, days }, user }) => {
    await grantRole(db, { actor: user, personId: id, role, expiresAt: inDays(days) })
    app.publisher.personChanged(id)
    return presentPerson(db, id, user)
  })

  http.serve('revokeRole', async ({ params: { id, role }, user }) => {
    await revokeRole(db, { actor: user, personId: id, role })
    app.publisher.personChanged(id)
    return presentPerson(db, id, user)
  })

  const findSubject = async (id: string, days?: number | null) => {
    const person = await findPerson(db, id)
    return person && { person, ...(days !== undefined && { days }) }
  }

  http.serveFound(
    'banPerson',
    ({ params: { id }, body: { days } }) => findSubject(id, days),
    async ({ params: { id }, body: { reason, days }, user }) => {
      await banAndEnd(app, { actor: user, personId: id, reason, expiresAt: inDays(days) })
      return presentPerson(db, id, user)
    },
  )

  http.serveFound(
    'liftBan',
    ({ params: { id } }) => findLiftable(db, id),
    async ({ params: { id }, user }) => {
      await liftBan(db, { actor: user, personId: id })
      return presentPerson(db, id, user)
    },
  )

  http.serveFound(
    'withdrawSessions',
    ({ params: { id } }) => findSubject(id),
    async ({ params: { id }, body: { session }, user }) => {
      const ended = await endSessionsOf(db, { actor: user, personId: id, session })
      tellEnded(app, id, ended)
      return presentPerson(db, id, user)
    },
  )
}
