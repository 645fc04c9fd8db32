import type { StatementLang } from '@eduscale/contracts/problem'
import type { Db, DbTransaction } from '@eduscale/db'
import { writeOwnEvent } from '../access/write-own-event.queries'
import { forgetSecrets } from '../mail/link.queries'
import { writeNotice } from '../mail/mail.queries'
import { endSessions } from '../session/session.queries'

/** Whether anybody still has a hash of before argon2id. */
export async function hasFormerHashes(db: Db): Promise<boolean> {
  const [row] = await db.sql<{ found: boolean }>`
    SELECT EXISTS (SELECT FROM "user" WHERE password_hash LIKE 'scrypt$%') AS found`
  return row?.found ?? false
}

/** False where it was changed meanwhile. */
export async function keepRenewedHash(db: Db, id: string, former: string, renewed: string): Promise<boolean> {
  const { count } = await db.user.updateMany({ where: { id, passwordHash: former }, data: { passwordHash: renewed } })
  return count > 0
}

/**
 * Whether the password is still the one that this was read with. Waits for a change that is on its way: one that has ended the sessions
 * there were by then, but not the one that the asker has just made, isn't overlooked.
 */
export async function isCurrentPassword(
  db: Db,
  { id, passwordVersion }: { id: string; passwordVersion: number },
): Promise<boolean> {
  const rows = await db.sql`
    SELECT 1 FROM "user" WHERE id = ${id}::uuid AND password_version = ${passwordVersion}::int FOR SHARE`
  return rows.length > 0
}

interface NewPassword {
  passwordHash: string
  /** All others end. */
  keptSession: string | null
  /** What the person is told in. */
  lang: StatementLang
}

/**
 * Whoever knew the former password is out: all sessions end but the one that is kept, and so do links, claims of addresses and sign-ins
 * that it has begun. The
 * person's address is told. Returns the sessions that ended; null where the password is of another version than was asked for.
 */
export async function setPassword(
  tx: DbTransaction,
  { id, passwordVersion: expected }: { id: string; passwordVersion?: number },
  { passwordHash, keptSession, lang }: NewPassword,
): Promise<string[] | null> {
  const [changed] = await tx.user.updateManyAndReturn({
    where: { id, ...(expected !== undefined && { passwordVersion: expected }) },
    data: { passwordHash, passwordVersion: { increment: 1 } },
    select: { passwordVersion: true },
  })
  if (!changed) return null
  // An address that whoever knew the former password has claimed would lead back to the account.
  await tx.emailClaim.deleteMany({ where: { userId: id } })
  await forgetSecrets(tx, id, ['confirm-email', 'reset-password', 'second-step'])
  await tx.$executeRaw(
    writeNotice({ kind: 'password-changed', cause: `password-changed:${id}:${changed.passwordVersion}`, lang, userId: id }),
  )
  await writeOwnEvent(tx, { action: 'password-changed', userId: id, session: keptSession })
  return endSessions(tx, id, { reason: 'password', except: keptSession })
}

/** The same, by itself. */
export async function replacePassword(
  db: Db,
  owner: { id: string; passwordVersion: number },
  given: NewPassword,
): Promise<string[] | null> {
  return db.$transaction((tx) => setPassword(tx, owner, given))
}

/** Somebody as far as their password goes; a guest has none, nor has who signs in otherwise. */
export async function getOwner(db: Db, id: string) {
  const select = { id: true, name: true, kind: true, passwordHash: true, passwordVersion: true } as const
  return db.user.findUniqueOrThrow({ where: { id }, select })
}
