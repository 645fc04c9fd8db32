import { randomUUID } from 'node:crypto'
import type { StatementLang } from '@eduscale/contracts/problem'
import type { Db, DbTransaction } from '@eduscale/db'
import { requireOpenSession } from '../session/open-session.queries'
import { writeOwnEvent } from '../access/write-own-event.queries'
import { forgetSecrets } from '../mail/link.queries'
import { writeNotice } from '../mail/mail.queries'

export async function findSecondFactor(db: Db, userId: string) {
  return db.secondFactor.findUnique({ where: { userId } })
}

/** One that is on stays so until the new one was shown back. */
export async function keepPending(db: Db, userId: string, pending: Uint8Array<ArrayBuffer>): Promise<void> {
  const data = { pending, pendingAt: new Date() }
  await db.secondFactor.upsert({ where: { userId }, create: { userId, ...data }, update: data })
}

/** False where another one is pending by now. */
export async function turnOn(
  db: Db,
  userId: string,
  given: {
    pending: Uint8Array<ArrayBuffer>
    step: number
    codeHashes: readonly Uint8Array<ArrayBuffer>[]
    /** Its proof stays: others were made by the password alone. */
    session: string
    lang: StatementLang
  },
): Promise<boolean> {
  const { pending, step, codeHashes, session, lang } = given
  return db.$transaction(async (tx) => {
    await requireOpenSession(tx, { userId, session })
    const { count } = await tx.secondFactor.updateMany({
      where: { userId, pending },
      data: { secret: pending, pending: null, pendingAt: null, lastStep: step, onAt: new Date() },
    })
    if (count === 0) return false
    // Whoever is about to have proved it, or to come in, has read the version of before: by less than is asked for from now on.
    await tx.user.update({ where: { id: userId }, data: { passwordVersion: { increment: 1 } } })
    await tx.sessionProof.deleteMany({ where: { userId, session: { not: session } } })
    await replaceCodes(tx, userId, codeHashes)
    await writeOwnEvent(tx, { action: 'second-factor-on', userId, session })
    await tx.$executeRaw(writeNotice({ kind: 'second-factor-on', cause: `second-factor-on:${randomUUID()}`, lang, userId }))
    return true
  })
}

export async function turnOff(
  db: Db,
  { userId, session, lang }: { userId: string; session: string; lang: StatementLang },
): Promise<void> {
  await db.$transaction(async (tx) => {
    await requireOpenSession(tx, { userId, session })
    const { count } = await tx.secondFactor.deleteMany({ where: { userId } })
    await tx.recoveryCode.deleteMany({ where: { userId } })
    await forgetSecrets(tx, userId, ['second-step'])
    if (count === 0) return
    await writeOwnEvent(tx, { action: 'second-factor-off', userId, session })
    await tx.$executeRaw(writeNotice({ kind: 'second-factor-off', cause: `second-factor-off:${randomUUID()}`, lang, userId }))
  })
}

/** Those of before are worth nothing any more. */
export async function renewCodeHashes(
  db: Db,
  { userId, session }: { userId: string; session: string },
  codeHashes: readonly Uint8Array<ArrayBuffer>[],
): Promise<void> {
  await db.$transaction(async (tx) => {
    await requireOpenSession(tx, { userId, session })
    await replaceCodes(tx, userId, codeHashes)
    await writeOwnEvent(tx, { action: 'recovery-codes-renewed', userId, session })
  })
}

async function replaceCodes(
  tx: Pick<DbTransaction, 'recoveryCode'>,
  userId: string,
  codeHashes: readonly Uint8Array<ArrayBuffer>[],
): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: { userId } })
  await tx.recoveryCode.createMany({ data: codeHashes.map((codeHash) => ({ userId, codeHash })) })
}

/** A code of this step is taken once, and none of an earlier step after it: false where one was. */
export async function takeStep(db: Db, userId: string, step: number): Promise<boolean> {
  const { count } = await db.secondFactor.updateMany({ where: { userId, lastStep: { lt: step } }, data: { lastStep: step } })
  return count > 0
}

/** False where there is no such code, or it was used before. */
export async function takeRecoveryCode(db: Db, userId: string, codeHash: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const { count } = await db.recoveryCode.deleteMany({ where: { userId, codeHash } })
  return count > 0
}

export interface Ticket {
  userId: string
  passwordVersion: number | null
  isFresh: boolean
  wrong: number
}

/** Counts one more code for it, before that is known to be wrong. Null where it is spent, or has run out. */
export async function countTicketTry(db: Db, tokenHash: Uint8Array<ArrayBuffer>): Promise<Ticket | null> {
  const [ticket] = await db.sql<Ticket>`
    UPDATE secret_link SET wrong = wrong + 1
    WHERE token_hash = ${tokenHash} AND purpose = 'second-step' AND expires_at > clock_timestamp()
    RETURNING user_id AS "userId", password_version AS "passwordVersion", is_fresh AS "isFresh", wrong`
  return ticket ?? null
}
