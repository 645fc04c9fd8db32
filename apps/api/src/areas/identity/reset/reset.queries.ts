import { randomUUID } from 'node:crypto'
import type { StatementLang } from '@eduscale/contracts/problem'
import type { Db } from '@eduscale/db'
import { setPassword } from '../account/password.queries'
import { emailKey } from '../mail/email-address'
import { hashSecret, spendSecret } from '../mail/link.queries'
import { writeMail } from '../mail/mail.queries'

/** The same row for every address: whose it is comes out when the mail is sent. */
export async function askForReset(db: Db, { address, lang }: { address: string; lang: StatementLang }): Promise<void> {
  await db.$executeRaw(writeMail({ kind: 'reset-password', cause: `reset:${randomUUID()}`, lang, userId: null, address }))
}

/** Whose password this link sets, as long as it is worth anything. */
export async function findResetting(db: Db, token: string): Promise<{ id: string; name: string } | null> {
  const [owner] = await db.sql<{ id: string; name: string }>`
    SELECT u.id, u.name FROM secret_link l JOIN "user" u ON u.id = l.user_id
    WHERE l.token_hash = ${hashSecret(token)} AND l.purpose = 'reset-password' AND l.expires_at > clock_timestamp()`
  return owner ?? null
}

/** Returns the sessions that ended; null where the link is spent, or its address isn't the account's any more. */
export async function resetByLink(db: Db, token: string, passwordHash: string, lang: StatementLang): Promise<string[] | null> {
  return db.$transaction(async (tx) => {
    const secret = await spendSecret(tx, 'reset-password', token)
    if (!secret || secret.address === null) return null
    const { userId: id } = secret
    const email = await tx.userEmail.findUnique({ where: { userId: id } })
    if (email?.key !== emailKey(secret.address)) return null
    return setPassword(tx, { id }, { passwordHash, keptSession: null, lang })
  })
}
