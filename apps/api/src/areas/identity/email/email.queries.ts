import { randomUUID } from 'node:crypto'
import type { StatementLang } from '@eduscale/contracts/problem'
import type { Db } from '@eduscale/db'
import { isUniqueViolation } from '@eduscale/db/refused-data'
import { requireOpenSession } from '../session/open-session.queries'
import { writeOwnEvent } from '../access/write-own-event.queries'
import { forgetSecrets, spendSecret } from '../mail/link.queries'
import { writeMail } from '../mail/mail.queries'
import { emailKey } from '../mail/email-address'

interface Claim {
  userId: string
  session: string
  address: string
  lang: StatementLang
}

/** In the place of an earlier one, whose link is worth nothing any more; and the mail with the link. Throws `unauthenticated`. */
export async function claimEmail(db: Db, { userId, session, address, lang }: Claim): Promise<void> {
  const claim = { address, key: emailKey(address), askedAt: new Date() }
  await db.$transaction(async (tx) => {
    await requireOpenSession(tx, { userId, session })
    await tx.emailClaim.upsert({ where: { userId }, create: { userId, ...claim }, update: claim })
    await forgetSecrets(tx, userId, ['confirm-email'])
    await tx.$executeRaw(writeMail({ kind: 'confirm-email', cause: `confirm-email:${randomUUID()}`, lang, userId, address }))
  })
}

/**
 * The address is its person's, and nobody else's claim to it is worth anything any more. What they had before is told. Null where the link
 * is spent, or is of a claim that was given up; `taken` where somebody else has proved the address, and the link isn't spent.
 */
export async function proveEmail(db: Db, token: string, lang: StatementLang): Promise<{ address: string } | 'taken' | null> {
  try {
    return await db.$transaction(async (tx) => {
      const secret = await spendSecret(tx, 'confirm-email', token)
      if (!secret) return null
      const { userId } = secret
      const claim = await tx.emailClaim.findUnique({ where: { userId } })
      if (!claim || claim.address !== secret.address) return null
      const { address, key } = claim
      const former = await tx.userEmail.findUnique({ where: { userId } })
      await tx.userEmail.upsert({
        where: { userId },
        create: { userId, address, key, lang },
        update: { address, key, lang, confirmedAt: new Date() },
      })
      await tx.emailClaim.deleteMany({ where: { key } })
      await writeOwnEvent(tx, { action: 'email-changed', userId, session: null })
      // Links that went to the former address.
      await forgetSecrets(tx, userId, ['reset-password'])
      if (former && former.key !== key)
        await tx.$executeRaw(
          writeMail({ kind: 'email-changed', cause: `email-changed:${randomUUID()}`, lang, userId, address: former.address }),
        )
      return { address }
    })
  } catch (error) {
    if (isUniqueViolation(error)) return 'taken'
    throw error
  }
}

/** The proved one and the one that is claimed. Throws `unauthenticated`. */
export async function removeEmail(
  db: Db,
  { userId, session, lang }: { userId: string; session: string; lang: StatementLang },
): Promise<void> {
  await db.$transaction(async (tx) => {
    await requireOpenSession(tx, { userId, session })
    const former = await tx.userEmail.findUnique({ where: { userId } })
    await tx.userEmail.deleteMany({ where: { userId } })
    await tx.emailClaim.deleteMany({ where: { userId } })
    await forgetSecrets(tx, userId, ['confirm-email', 'reset-password'])
    if (!former) return
    await writeOwnEvent(tx, { action: 'email-removed', userId, session })
    const { address } = former
    await tx.$executeRaw(writeMail({ kind: 'email-changed', cause: `email-changed:${randomUUID()}`, lang, userId, address }))
  })
}
