import type { Db } from '@eduscale/db'
import type { Asker } from './fair-line'
import { hashPassword, isFormerHash } from './password'
import { keepRenewedHash } from './password.queries'

interface Owner {
  id: string
  passwordHash: string | null
}

/** Of a password that was just proved: one that is kept as it was before argon2id is hashed anew. Returns what is kept of it now. */
export async function renewHash(db: Db, { id, passwordHash }: Owner, password: string, asker: Asker): Promise<string | null> {
  if (passwordHash === null || !isFormerHash(passwordHash)) return passwordHash
  const renewed = await hashPassword(password, asker)
  return (await keepRenewedHash(db, id, passwordHash, renewed)) ? renewed : passwordHash
}
