import { foundPersonSchema, mostDays, personSchema, type FoundPerson, type Person } from '@eduscale/contracts/person'
import type { Db } from '@eduscale/db'
import { can, mostModeratedDays, type Person as Asking } from '@eduscale/rules/may'
import { listBans, type BanRow } from '../access/ban.queries'
import { listGrants } from '../access/role.queries'
import { listSessions } from '../session/session.queries'
import { lengthOf } from './ban-person'
import { getPersonRow, type FoundRow } from './people.queries'

/** A person, and what whoever asks may do about them. Throws `not-found`. */
export async function presentPerson(db: Db, id: string, asking: Asking): Promise<Person> {
  const person = await getPersonRow(db, id)
  const [grants, bans, sessions] = await Promise.all([listGrants(db, id), listBans(db, id), listSessions(db, id)])
  const { name, kind, createdAt } = person
  const holding = bans.find((ban) => ban.holds)
  const isNobody = kind === 'bot' || kind === 'deleted'
  const mayBan = (days: number | null) => !isNobody && !holding && can(asking, 'person:ban', { person, days })
  return personSchema.parse({
    id,
    name,
    kind,
    createdAt: createdAt.toISOString(),
    grants: grants.map(({ grantedAt, expiresAt, ...grant }) => ({
      ...grant,
      grantedAt: grantedAt.toISOString(),
      until: expiresAt?.toISOString() ?? null,
    })),
    bans: bans.map(presentBan),
    sessions: sessions
      .filter(({ withdrawnAt }) => withdrawnAt === null)
      .map(({ id: session, device, network, createdAt: startedAt, lastUsedAt }) => ({
        id: session,
        device,
        network,
        startedAt: startedAt.toISOString(),
        lastUsedAt: lastUsedAt.toISOString(),
      })),
    may: {
      grantRoles: kind === 'member' && can(asking, 'role:grant'),
      banDays: [mostDays, mostModeratedDays].find(mayBan) ?? null,
      banForGood: mayBan(null),
      liftBan: holding !== undefined && can(asking, 'ban:lift', { person, days: lengthOf({ ...holding, bannedAt: holding.at }) }),
      withdrawSessions: !isNobody && can(asking, 'session:withdraw-other', { person }),
    },
  })
}

function presentBan({ reason, at, by, expiresAt, liftedAt, holds }: BanRow) {
  const [until, lifted] = [expiresAt?.toISOString() ?? null, liftedAt?.toISOString() ?? null]
  return { reason, at: at.toISOString(), by, until, liftedAt: lifted, isOver: !holds }
}

export function presentFound({ id, name, kind, createdAt, granted, isBanned, bannedUntil }: FoundRow): FoundPerson {
  return foundPersonSchema.parse({
    id,
    name,
    kind,
    createdAt: createdAt.toISOString(),
    roles: granted,
    ban: isBanned ? { until: bannedUntil?.toISOString() ?? null } : null,
  })
}
