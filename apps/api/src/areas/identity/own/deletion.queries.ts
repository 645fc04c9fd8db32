import type { StatementLang } from '@eduscale/contracts/problem'
import { daysToReturn } from '@eduscale/contracts/own-data'
import { AppError } from '@eduscale/platform/errors'
import { Prisma, type Db, type DbTransaction } from '@eduscale/db'
import { forgetRows } from '../../../app/person-data.queries'
import { writeFact } from '../../../facts/write-fact.queries'
import { writeNotice, writeNoticeFrom } from '../mail/mail.queries'
import { auditRevoked } from '../access/audit-role.queries'
import { listGrants } from '../access/role.queries'
import { writeOwnEvent } from '../access/write-own-event.queries'
import { requireOpenSession } from '../session/open-session.queries'
import { endSessions } from '../session/session.queries'
import type { Asking } from './asking'
import { identityData } from './person-data.queries'

type OwnSession = Pick<Asking, 'userId' | 'session'>

/**
 * Whoever has asked before keeps the day. Throws `unauthenticated` where the session has ended meanwhile, or with it the guest who has become
 * a member.
 */
export async function noteDeletion(
  tx: DbTransaction,
  { userId: id, session }: OwnSession,
  { kind, lang }: { kind: 'guest' | 'member'; lang: StatementLang },
): Promise<Date> {
  await requireOpenSession(tx, { userId: id, session }, [kind])
  const [row] = await tx.$queryRaw<{ deletesAt: Date }[]>`
    UPDATE "user" SET deletes_at = coalesce(deletes_at, clock_timestamp() + ${kind === 'guest' ? 0 : daysToReturn}::int * interval '1 day')
    WHERE id = ${id}::uuid AND kind = ${kind} RETURNING deletes_at AS "deletesAt"`
  if (!row) throw new AppError('unauthenticated', 'You are signed out; sign in again.')
  await writeOwnEvent(tx, { action: 'deletion-asked', userId: id, session })
  const cause = `deletion-asked:${id}:${row.deletesAt.toISOString()}`
  await tx.$executeRaw(writeNotice({ kind: 'deletion-asked', cause, lang, userId: id }))
  return row.deletesAt
}

/** Nothing changes for whoever hasn't asked, or was quicker deleted. Throws `unauthenticated` where the session has ended meanwhile. */
export async function forgetDeletion(db: Db, { userId, session }: OwnSession): Promise<void> {
  await db.$transaction(async (tx) => {
    await requireOpenSession(tx, { userId, session }, ['guest', 'member'])
    const changed = await tx.$executeRaw`
      UPDATE "user" SET deletes_at = NULL WHERE id = ${userId}::uuid AND kind = 'member' AND deletes_at IS NOT NULL`
    if (changed === 0) return
    await writeOwnEvent(tx, { action: 'deletion-undone', userId, session })
    const undone = Prisma.sql`(SELECT gen_random_uuid() AS id, ${userId}::uuid AS user_id)`
    await tx.$executeRaw(writeNoticeFrom('deletion-undone', undone))
  })
}

export const deletionsAreDue = Prisma.sql`EXISTS (SELECT FROM "user" WHERE deletes_at <= clock_timestamp())`

export async function listToDelete(db: Db): Promise<string[]> {
  const rows = await db.sql<{ id: string }>`
    SELECT id FROM "user" WHERE deletes_at <= clock_timestamp() ORDER BY deletes_at LIMIT 50`
  return rows.map(({ id }) => id)
}

/** They are in the middle of something. */
export async function putDeletionOff(db: Db, id: string): Promise<void> {
  await db.sql`
    UPDATE "user" SET deletes_at = clock_timestamp() + interval '1 minute' WHERE id = ${id}::uuid AND deletes_at <= clock_timestamp()`
}

/**
 * They are nobody from now on: a name that nobody can choose, since none has a # or a colon in it, and nothing to sign in with. What they
 * have signed stays, by their id. Returns the sessions that ended; null where they have changed their mind at the last moment.
 */
export async function makeNobody(db: Db, id: string): Promise<string[] | null> {
  return db.$transaction(async (tx) => {
    const changed = await tx.$executeRaw`
      UPDATE "user" SET
        kind = 'deleted', name = 'Deleted person #' || left(id::text, 8), name_key = 'deleted:' || id,
        password_hash = NULL, password_version = password_version + 1, register_attempt = NULL, seen_at = NULL,
        deletes_at = NULL, roles_changed_at = clock_timestamp()
      WHERE id = ${id}::uuid AND deletes_at <= clock_timestamp()`
    if (changed === 0) return null
    const ended = await endSessions(tx, id, { reason: 'deletion' })
    // By themselves: they have asked for it.
    for (const before of await listGrants(tx, id)) await auditRevoked(tx, { actorId: id, personId: id, before })
    await forgetRows(tx, identityData, id)
    const number = 3 + (await tx.ban.count({ where: { userId: id } }))
    await tx.$executeRaw(writeFact({ type: 'account-deleted', subject: id, number, data: {} }, Prisma.sql`(SELECT) AS one`))
    return ended
  })
}
