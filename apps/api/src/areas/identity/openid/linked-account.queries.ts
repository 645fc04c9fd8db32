import { Prisma, type Db, type DbTransaction } from '@eduscale/db'
import { isUniqueViolation } from '@eduscale/db/refused-data'
import type { StatementLang } from '@eduscale/contracts/problem'
import type { ApiConfig } from '../../../app/config'
import { insertUser, upgradeGuestIn } from '../account/account.queries'
import { writeOwnEvent } from '../access/write-own-event.queries'
import { requireOpenSession } from '../session/open-session.queries'
import { shutOut } from '../account/shut-out.queries'
import { requireWayIn } from '../account/ways-in.queries'
import { writeNotice } from '../mail/mail.queries'
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
 * leaves no way in behind. Throws `unauthenticated`.
 */
export async function linkAccount(
  db: Db,
  { userId, session, lang }: { userId: string; session: string; lang: StatementLang },
  arrival: Arrival,
): Promise<'linked' | 'is-linked' | 'taken' | 'too-many'> {
  const { issuer, subject } = arrival
  try {
    return await db.$transaction(async (tx) => {
      await requireOpenSession(tx, { userId, session })
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
 * Whoever came in by it is out. Returns the sessions that ended. Two at the same moment wait for each other. Throws `unauthenticated`, and
 * `last-way-in`.
 */
export async function unlink(
  db: Db,
  config: Pick<ApiConfig, 'OIDC_PROVIDERS' | 'PUBLIC_URL'>,
  { id, userId, keptSession, lang }: { id: string; userId: string; keptSession: string; lang: StatementLang },
): Promise<string[]> {
  return db.$transaction(async (tx) => {
    await requireOpenSession(tx, { userId, session: keptSession })
    const linked = await tx.linkedAccount.findFirst({ where: { id, userId }, select: { issuer: true } })
    if (!linked) return []
    const isWay = config.OIDC_PROVIDERS.some(({ issuer }) => issuer === linked.issuer)
    await tx.linkedAccount.delete({ where: { id } })
    if (isWay) await requireWayIn(tx, config, userId)
    await writeOwnEvent(tx, { action: 'account-unlinked', userId, session: keptSession })
    await tx.$executeRaw(writeNotice({ kind: 'account-unlinked', cause: `account-unlinked:${id}`, lang, userId }))
    return shutOut(tx, { userId, keptSession })
  })
}

async function insertLink(tx: DbTransaction, userId: string, { issuer, subject, knownAs }: Arrival): Promise<string> {
  const [row] = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    INSERT INTO linked_account (user_id, issuer, subject, known_as)
    VALUES (${userId}::uuid, ${issuer}, ${subject}, ${knownAs}) RETURNING id::text`)
  return row?.id ?? ''
}
