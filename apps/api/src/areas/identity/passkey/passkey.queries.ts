import { randomUUID } from 'node:crypto'
import type { StatementLang } from '@eduscale/contracts/problem'
import type { Db, DbTransaction } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app/app-context'
import { writeOwnEvent } from '../access/write-own-event.queries'
import { requireOpenSession } from '../session/open-session.queries'
import { shutOut } from '../account/shut-out.queries'
import { requireWayIn } from '../account/ways-in.queries'
import { writeNotice } from '../mail/mail.queries'

/** More than anybody has devices; a browser is told of all of them when another one is made. */
export const mostPasskeys = 20

export async function listPasskeys(db: Db, userId: string) {
  return db.passkey.findMany({ where: { userId }, orderBy: { createdAt: 'asc' } })
}
export type PasskeyRow = Awaited<ReturnType<typeof listPasskeys>>[number]

/** Whosever it is; null where nobody has it. */
export async function findPasskey(db: Db, credentialId: string) {
  return db.passkey.findUnique({
    where: { credentialId },
    include: { user: { select: { id: true, kind: true, passwordHash: true, passwordVersion: true } } },
  })
}

interface NewPasskey {
  userId: string
  session: string
  credentialId: string
  publicKey: Uint8Array<ArrayBuffer>
  counter: number
  transports: string[]
  isSynced: boolean
  name: string | null
  lang: StatementLang
}

/** Throws a unique violation where somebody has it already, `wrong-state` where there are enough, and `unauthenticated`. */
export async function addPasskey(db: Db, { session, lang, ...given }: NewPasskey): Promise<PasskeyRow> {
  const { userId, name } = given
  return db.$transaction(async (tx) => {
    await requireOpenSession(tx, { userId, session })
    if ((await tx.passkey.count({ where: { userId } })) >= mostPasskeys) throw enoughPasskeys()
    const row = await tx.passkey.create({ data: { ...given, counter: BigInt(given.counter) } })
    await tell(tx, 'passkey-added', { userId, session, name, lang })
    return row
  })
}

export function enoughPasskeys(): AppError {
  return new AppError('wrong-state', `An account has ${mostPasskeys} passkeys at most.`, { data: { because: 'enough' } })
}

/** Throws `not-found`. */
export async function renamePasskey(db: Db, { id, userId, name }: { id: string; userId: string; name: string }): Promise<void> {
  const { count } = await db.passkey.updateMany({ where: { id, userId }, data: { name } })
  if (count === 0) throw noSuchPasskey()
}

/**
 * Whoever came in by it is out: returns the sessions that ended. Throws `not-found`, `unauthenticated`, and `last-way-in` where nothing else
 * would lead into the account.
 */
export async function removePasskey(
  { db, config }: Pick<AppContext, 'db' | 'config'>,
  { id, userId, session, lang }: { id: string; userId: string; session: string; lang: StatementLang },
): Promise<string[]> {
  return db.$transaction(async (tx) => {
    await requireOpenSession(tx, { userId, session })
    const [gone] = await tx.$queryRaw<{ name: string | null }[]>`
      DELETE FROM passkey WHERE id = ${id}::uuid AND user_id = ${userId}::uuid RETURNING name`
    if (!gone) throw noSuchPasskey()
    await requireWayIn(tx, config, userId)
    await tell(tx, 'passkey-removed', { userId, session, name: gone.name, lang })
    return shutOut(tx, { userId, keptSession: session })
  })
}

/**
 * It has signed once more. False where it counts and hasn't counted on: then there are two of it, and nobody can tell which of them is its
 * owner's. That goes into the audit. One statement, so that of two at the same moment one is refused.
 */
export async function notePasskeyUse(
  db: Db,
  { id, counter, isSynced }: { id: string; counter: number; isSynced: boolean },
): Promise<boolean> {
  const rows = await db.sql`
    UPDATE passkey SET counter = ${counter}::bigint, is_synced = ${isSynced}, last_used_at = clock_timestamp()
    WHERE id = ${id}::uuid AND (${counter}::bigint > counter OR ${counter}::bigint = 0 AND counter = 0)
    RETURNING 1`
  if (rows.length > 0) return true
  await db.sql`
    INSERT INTO audit_entry (actor_id, action, person_id, subject, data)
    SELECT user_id, 'passkey-copied', user_id, user_id, jsonb_build_object('passkey', name, 'counter', ${counter}::bigint, 'last', counter)
    FROM passkey WHERE id = ${id}::uuid`
  return false
}

async function tell(
  tx: DbTransaction,
  action: 'passkey-added' | 'passkey-removed',
  { userId, session, name, lang }: { userId: string; session: string; name: string | null; lang: StatementLang },
): Promise<void> {
  await writeOwnEvent(tx, { action, userId, session, data: { passkey: name } })
  await tx.$executeRaw(writeNotice({ kind: action, cause: `${action}:${randomUUID()}`, lang, userId }))
}

function noSuchPasskey(): AppError {
  return new AppError('not-found', 'You have no such passkey.')
}
