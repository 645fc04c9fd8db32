import type { Db } from '@eduscale/db'
import { endOtherSessions } from './session.queries'

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

/**
 * Whoever knew the former password is out: all sessions end but the one that is kept. Returns those that ended; null where the password
 * was changed meanwhile, and nothing was done.
 */
export async function replacePassword(
  db: Db,
  { id, passwordVersion }: { id: string; passwordVersion: number },
  passwordHash: string,
  keptSession: string | null,
): Promise<string[] | null> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id, passwordVersion },
      data: { passwordHash, passwordVersion: { increment: 1 } },
    })
    return count === 0 ? null : endOtherSessions(tx, id, keptSession)
  })
}

/** Somebody as far as their password goes; a guest has none. */
export async function getOwner(db: Db, id: string) {
  return db.user.findUniqueOrThrow({ where: { id }, select: { id: true, name: true, passwordHash: true, passwordVersion: true } })
}
