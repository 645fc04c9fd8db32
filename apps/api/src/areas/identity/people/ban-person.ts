import type { Db, DbTransaction } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import type { Resource } from '@eduscale/rules/may'
import type { AppContext } from '../../../app/app-context'
import { writeAuditAlone } from '../access/audit-alone.queries'
import { createBan, endBans, findBan } from '../access/ban.queries'
import { noteRolesChange } from '../access/person.queries'
import { requireOtherAdmin } from '../access/require-other-admin'
import { listGrants } from '../access/role.queries'
import { endSessions } from '../session/session.queries'
import { inAccessTurn } from './access-turn.queries'
import { idOf, requireMay, type Actor } from './actor'
import { findPerson, getPersonRow, type PersonRow } from './people.queries'

const dayMs = 86_400_000

interface NewBan {
  actor: Actor
  personId: string
  reason: string
  expiresAt: Date | null
}

/**
 * Keeps somebody out: their sessions end with the commit, and are returned for nodes to be told. A battle that they are in goes on without them, as
 * if they had left. Throws `not-found`, `forbidden`, and `wrong-state` for the bot, for whoever is banned already, and for the last
 * administrator.
 */
export async function banPerson(db: Db, { actor, personId, reason, expiresAt }: NewBan): Promise<string[]> {
  return inAccessTurn(db, async (tx) => {
    const person = await getPersonRow(tx, personId)
    await requireMay(tx, actor, 'person:ban', { person, days: daysUntil(expiresAt) })
    if (person.kind === 'bot') throw new AppError('wrong-state', 'The bot can’t be banned.', { data: { because: 'bot' } })
    if (person.kind === 'deleted') throw new AppError('wrong-state', 'They were deleted.', { data: { because: 'deleted' } })
    if (await findBan(tx, personId))
      throw new AppError('wrong-state', `${person.name} is banned already; lift that ban first.`, { data: { because: 'banned' } })
    if (actor !== 'command') for (const grant of await listGrants(tx, personId)) await requireOtherAdmin(tx, personId, grant)
    // Before it: a sign-in on its way waits for this row, and sees the ban then.
    await noteRolesChange(tx, personId)
    await createBan(tx, { userId: personId, reason, bannedBy: idOf(actor), expiresAt })
    const after = { until: expiresAt?.toISOString() ?? null }
    await note(tx, actor, { action: 'person-banned', person, before: null, after, data: { reason } })
    return endSessions(tx, personId, { reason: 'banned' })
  })
}

/** By somebody here: the person's tabs are told why, and end. */
export async function banAndEnd(app: Pick<AppContext, 'db' | 'publisher'>, ban: NewBan): Promise<void> {
  const ended = await banPerson(app.db, ban)
  const until = ban.expiresAt?.toISOString() ?? null
  app.publisher.notice(ban.personId, { t: 'account:banned', d: { reason: ban.reason, until } })
  for (const session of ended) app.publisher.sessionEnded(session)
}

/** Throws `not-found` where nobody of this id is banned, and `forbidden`. */
export async function liftBan(db: Db, { actor, personId }: { actor: Actor; personId: string }): Promise<void> {
  await inAccessTurn(db, async (tx) => {
    const person = await getPersonRow(tx, personId)
    const ban = await findBan(tx, personId)
    if (!ban) throw new AppError('not-found', `${person.name} isn’t banned.`)
    await requireMay(tx, actor, 'ban:lift', { person, days: lengthOf(ban) })
    await endBans(tx, personId, idOf(actor))
    const before = { until: ban.expiresAt?.toISOString() ?? null }
    await note(tx, actor, { action: 'ban-lifted', person, before, after: null, data: { reason: ban.reason } })
  })
}

/** The ban that holds, as the table of who may do what asks for it; null where there is none. */
export async function findLiftable(db: Db, personId: string): Promise<Resource | null> {
  const [person, ban] = await Promise.all([findPerson(db, personId), findBan(db, personId)])
  return person && ban && { person, days: lengthOf(ban) }
}

/** Whole days; a moment more or less is none. */
export function lengthOf({ bannedAt, expiresAt }: { bannedAt: Date; expiresAt: Date | null }): number | null {
  return expiresAt && Math.round((expiresAt.getTime() - bannedAt.getTime()) / dayMs)
}

/** So many days from now on by this node's clock; null: for good. */
export function inDays(days: number | null): Date | null {
  return days === null ? null : new Date(Date.now() + days * dayMs)
}

function daysUntil(expiresAt: Date | null): number | null {
  return lengthOf({ bannedAt: new Date(), expiresAt })
}

interface Note {
  action: 'person-banned' | 'ban-lifted'
  person: PersonRow
  before: object | null
  after: object | null
  data: object
}

async function note(tx: DbTransaction, actor: Actor, { person, ...told }: Note): Promise<void> {
  await writeAuditAlone(tx, { actorId: idOf(actor), personId: person.id, subject: person.id, ...told })
}
