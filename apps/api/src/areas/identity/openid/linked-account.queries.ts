import { Prisma, type Db, type DbTransaction } from '@eduscale/db'
import { isUniqueViolation } from '@eduscale/db/refused-data'
import type { StatementLang } from '@eduscale/contracts/problem'
import type { ApiConfig } from '../../../app/config'
import { insertUser, upgradeGuestIn } from '../account/account.queries'
import { writeOwnEvent } from '../access/write-own-event.queries'
import { lockWaysIn, waysIn } from '../account/ways-in.queries'
import { forgetSecrets } from '../mail/link.queries'
import { writeNotice } from '../mail/mail.queries'
import { endSessions } from '../session/session.queries'
import type { Arrival } from './openid.queries'

/** Of one person; nobody needs more. */
const mostLinked = 10

export async function listLinked(db: Db, userId: string) {
  return db.linkedAccount.findMany({
    where: { userId },
    orderBy: { linkedAt: 'asc' },
    select: { id: true, issuer: true, knownAs: true, linkedAt: true },
  })
}

export async function isLinkedTo(db: Db, userId: string, { issuer, subject }: Arrival): Promise<boolean> {
  return (await db.linkedAccount.count({ where: { userId, issuer, subject } })) > 0
}

/** Made with its link, so that nobody has an account without a way in. Throws where name or account are somebody's by now. */
export async function createLinkedMember(db: Db, name: string, arrival: Arrival): Promise<void> {
  await db.$transaction(async (tx) => {
    const { id, statement } = insertUser({ name, kind: 'member', passwordHash: null })
    await tx.$executeRaw(statement)
    await insertLink(tx, id, arrival)
  })
}

/** The guest keeps everything. Returns the sessions that ended with the guest; throws likewise, or where it is no guest any more. */
export async function upgradeGuestLinked(db: Db, id: string, name: string, arrival: Arrival): Promise<string[]> {
  return db.$transaction(async (tx) => {
    const ended = await upgradeGuestIn(tx, id, { name, passwordHash: null, registerAttempt: null })
    await insertLink(tx, id, arrival)
    return ended
  })
}

/**
 * To somebody's own account, as long as the session that asks is open: one that ends at this moment, since its password was changed,
 * leaves no way in behind.
 */
export async function linkAccount(
  db: Db,
  { userId, session, lang }: { userId: string; session: string; lang: StatementLang },
  arrival: Arrival,
): Promise<'linked' | 'is-linked' | 'taken' | 'too-many' | 'signed-out'> {
  const { issuer, subject } = arrival
  try {
    return await db.$transaction(async (tx) => {
      await lockWaysIn(tx, userId)
      const open = await tx.$queryRaw<object[]>`
        SELECT 1 FROM session WHERE id = ${session}::uuid AND user_id = ${userId}::uuid AND withdrawn_at IS NULL FOR SHARE`
      if (open.length === 0) return 'signed-out'
      const owner = await tx.linkedAccount.findUnique({
        where: { issuer_subject: { issuer, subject } },
        select: { userId: true },
      })
      if (owner) return owner.userId === userId ? 'is-linked' : 'taken'
      if ((await tx.linkedAccount.count({ where: { userId } })) >= mostLinked) return 'too-many'
      const id = await insertLink(tx, userId, arrival)
      await writeOwnEvent(tx, { action: 'account-linked', userId, session })
      await tx.$executeRaw(writeNotice({ kind: 'account-linked', cause: `account-linked:${id}`, lang, userId }))
      return 'linked'
    })
  } catch (error) {
    // Two at the same moment.
    if (isUniqueViolation(error)) return 'taken'
    throw error
  }
}

/**
 * Whoever came in by it is out: all other sessions end, and sign-ins that it has begun. Returns the sessions that ended; null where it is the
 * last way in, which stays. Two at the same moment wait for each other.
 */
export async function unlink(
  db: Db,
  config: Pick<ApiConfig, 'OIDC_PROVIDERS'>,
  { id, userId, keptSession, lang }: { id: string; userId: string; keptSession: string; lang: StatementLang },
): Promise<string[] | null> {
  return db.$transaction(async (tx) => {
    await lockWaysIn(tx, userId)
    const linked = await tx.linkedAccount.findFirst({ where: { id, userId }, select: { issuer: true } })
    if (!linked) return []
    const isWay = config.OIDC_PROVIDERS.some(({ issuer }) => issuer === linked.issuer)
    if (isWay && (await waysIn(tx, config, userId)) < 2) return null
    await tx.linkedAccount.delete({ where: { id } })
    // A sign-in on its way has read the version of before: it starts no session.
    await tx.user.update({ where: { id: userId }, data: { passwordVersion: { increment: 1 } } })
    await forgetSecrets(tx, userId, ['second-step'])
    await writeOwnEvent(tx, { action: 'account-unlinked', userId, session: keptSession })
    await tx.$executeRaw(writeNotice({ kind: 'account-unlinked', cause: `account-unlinked:${id}`, lang, userId }))
    return endSessions(tx, userId, { reason: 'ended', except: keptSession })
  })
}

async function insertLink(tx: DbTransaction, userId: string, { issuer, subject, knownAs }: Arrival): Promise<string> {
  const [row] = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    INSERT INTO linked_account (user_id, issuer, subject, known_as)
    VALUES (${userId}::uuid, ${issuer}, ${subject}, ${knownAs}) RETURNING id::text`)
  return row?.id ?? ''
}
