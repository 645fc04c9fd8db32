import type { StatementLang } from '@eduscale/contracts/problem'
import { daysToReturn } from '@eduscale/contracts/own-data'
import { Prisma, type Db, type DbTransaction } from '@eduscale/db'
import { forgetRows } from '../../../app/person-data.queries'
import { writeFact } from '../../../facts/write-fact.queries'
import { writeNotice } from '../mail/mail.queries'
import { writeOwnEvent } from '../access/write-own-event.queries'
import { endSessions } from '../session/session.queries'
import type { Asking } from './asking'
import { identityData } from './person-data.queries'

/** Whoever has asked before keeps the day. Null for the bot, and for somebody who is no more. */
export async function noteDeletion(
  tx: DbTransaction,
  id: string,
  { session, lang }: { session: string; lang: StatementLang },
): Promise<Date | null> {
  const [row] = await tx.$queryRaw<{ deletesAt: Date }[]>`
    UPDATE "user" SET deletes_at = coalesce(deletes_at, clock_timestamp() + CASE kind WHEN 'guest' THEN 0 ELSE ${daysToReturn}::int END * interval '1 day')
    WHERE id = ${id}::uuid AND kind IN ('guest', 'member') RETURNING deletes_at AS "deletesAt"`
  if (!row) return null
  await writeOwnEvent(tx, { action: 'deletion-asked', userId: id, session })
  const cause = `deletion-asked:${id}:${row.deletesAt.toISOString()}`
  await tx.$executeRaw(writeNotice({ kind: 'deletion-asked', cause, lang, userId: id }))
  return row.deletesAt
}

/** Nothing changes for whoever hasn't asked, or was quicker deleted. */
export async function forgetDeletion(db: Db, { userId, session }: Pick<Asking, 'userId' | 'session'>): Promise<void> {
  await db.$transaction(async (tx) => {
    const changed = await tx.$executeRaw`
      UPDATE "user" SET deletes_at = NULL WHERE id = ${userId}::uuid AND kind = 'member' AND deletes_at IS NOT NULL`
    if (changed > 0) await writeOwnEvent(tx, { action: 'deletion-undone', userId, session })
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
    await forgetRows(tx, identityData, id)
    const number = 3 + (await tx.ban.count({ where: { userId: id } }))
    await tx.$executeRaw(writeFact({ type: 'account-deleted', subject: id, number, data: {} }, Prisma.sql`(SELECT) AS one`))
    return ended
  })
}
