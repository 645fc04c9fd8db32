import type { Db } from '@eduscale/db'
import { emailKey } from './email-address'
import type { ClaimedMail } from './mail.queries'

interface Reader {
  userId: string
  name: string
  address: string
}

/**
 * Whom a mail goes to. Whoever asked for a new password has named an address: it is looked up here, and not where they asked, so that
 * asking does the same for every address. Null where it is nobody's, or was changed since.
 */
export async function findReader(db: Db, { kind, userId, address }: ClaimedMail): Promise<Reader | null> {
  switch (kind) {
    case 'reset-password': {
      const found = await db.userEmail.findUnique({ where: { key: emailKey(address) }, select: { address: true, user: named } })
      return found && { userId: found.user.id, name: found.user.name, address: found.address }
    }
    case 'confirm-email': {
      if (userId === null) return null
      const claim = await db.emailClaim.findUnique({ where: { userId }, select: { address: true, user: named } })
      return claim?.address === address ? { userId, name: claim.user.name, address } : null
    }
    case 'password-changed':
    case 'email-changed':
    case 'second-factor-on':
    case 'second-factor-off':
    case 'passkey-added':
    case 'passkey-removed':
    case 'session-stolen':
    case 'account-linked':
    case 'account-unlinked':
    case 'deletion-asked':
    case 'deletion-undone': {
      if (userId === null) return null
      const user = await db.user.findUnique({ where: { id: userId }, ...named })
      return user && { userId, name: user.name, address }
    }
    default:
      return kind satisfies never
  }
}

const named = { select: { id: true, name: true } } as const
