import { Prisma, type Db } from '@eduscale/db'
import type { StatementLang } from '@eduscale/contracts/problem'
import { perStatement, pruneInPortions } from '../../../app/prune.queries'
import type { MailKind } from './mail-kinds'

export interface NewMail {
  kind: MailKind
  lang: StatementLang
  /** One mail for each: who writes it again writes nothing. */
  cause: string
  userId: string | null
  address: string
}

/** A statement, or a part of one: a mail stands or falls with what causes it. */
export function writeMail({ kind, lang, cause, userId, address }: NewMail): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO mail (kind, lang, cause, user_id, address) VALUES (${kind}, ${lang}, ${cause}, ${userId}::uuid, ${address})
    ON CONFLICT (cause) DO NOTHING`
}

/** To the person's proved address; nothing where they have none. */
export function writeNotice({ kind, lang, cause, userId }: Omit<NewMail, 'address' | 'userId'> & { userId: string }): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO mail (kind, lang, cause, user_id, address)
    SELECT ${kind}, ${lang}, ${cause}, user_id, address FROM user_email WHERE user_id = ${userId}::uuid
    ON CONFLICT (cause) DO NOTHING`
}

/** Where nobody has asked for anything, and so for no language: for each row of `source`, of a person and with an id of its own. */
export function writeNoticeFrom(kind: MailKind, source: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO mail (kind, lang, cause, user_id, address)
    SELECT ${kind}, e.lang, ${`${kind}:`}::text || source.id, e.user_id, e.address
    FROM ${source} source JOIN user_email e ON e.user_id = source.user_id
    ON CONFLICT (cause) DO NOTHING`
}

export const mailsWait = Prisma.sql`EXISTS (SELECT FROM mail WHERE state = 'waiting' AND next_at <= clock_timestamp())`

export interface ClaimedMail extends NewMail {
  id: string
  tries: number
}

/** Some that are due, to be tried now; each is due again after a wait that doubles, whatever becomes of whoever has taken it. */
export async function claimMails(db: Db, retryMs: number): Promise<ClaimedMail[]> {
  return db.sql<ClaimedMail>`
    UPDATE mail SET
      tries = tries + 1,
      next_at = clock_timestamp() + least(${retryMs}::float8 * 2 ^ tries, 3600000) * interval '1 millisecond'
    WHERE id IN (
      SELECT id FROM mail WHERE state = 'waiting' AND next_at <= clock_timestamp()
      ORDER BY next_at LIMIT 10 FOR UPDATE SKIP LOCKED)
    RETURNING id, kind, lang, cause, user_id AS "userId", address, tries`
}

/** False where another try has taken it meanwhile. From here on nobody tries it again, unless the server says that it hasn't got it. */
export async function handOver(db: Db, { id, tries }: ClaimedMail): Promise<boolean> {
  const { count } = await db.mail.updateMany({ where: { id, tries, state: 'waiting' }, data: { state: 'handed' } })
  return count > 0
}

/** Of this try: a later one knows better. */
export async function settleMail(db: Db, { id, tries }: ClaimedMail, state: 'waiting' | 'sent' | 'failed'): Promise<void> {
  await db.mail.updateMany({ where: { id, tries }, data: { state } })
}

/** Nobody has the address, or what it was about is no more. */
export async function dropMail(db: Db, id: string): Promise<void> {
  await db.mail.deleteMany({ where: { id } })
}

/** The newest fifty, on a platform that somebody tries on their own machine. */
export async function showMail(db: Db, mail: { address: string; subject: string; text: string; html: string }): Promise<void> {
  await db.sql`
    WITH made AS (
      INSERT INTO shown_mail (address, subject, text, html) VALUES (${mail.address}, ${mail.subject}, ${mail.text}, ${mail.html})
    )
    DELETE FROM shown_mail WHERE id IN (SELECT id FROM shown_mail ORDER BY id DESC OFFSET 49)`
}

export async function listShownMails(db: Db) {
  return db.shownMail.findMany({ orderBy: { id: 'desc' } })
}

/** By what somebody should look at; what was handed over a moment ago is on its way. */
export async function countMails(db: Db): Promise<Record<'waiting' | 'handed' | 'failed', number>> {
  const rows = await db.sql<{ state: string; count: number }>`
    SELECT state, count(*)::int AS count FROM mail
    WHERE state IN ('waiting', 'failed') OR (state = 'handed' AND created_at < clock_timestamp() - interval '5 minutes')
    GROUP BY state`
  return { waiting: 0, handed: 0, failed: 0, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) }
}

/** Days. Nothing waits for as long. */
const kept = 7

export async function pruneMails(db: Db): Promise<void> {
  await pruneInPortions(
    db,
    Prisma.sql`
      DELETE FROM mail WHERE id = ANY(ARRAY(
        SELECT id FROM mail WHERE created_at < clock_timestamp() - ${kept}::int * interval '1 day' LIMIT ${perStatement}))`,
  )
}
