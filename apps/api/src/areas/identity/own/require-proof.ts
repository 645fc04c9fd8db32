import type { Db } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app/app-context'
import type { Asking } from './asking'
import { getOwner } from '../account/password.queries'
import { isProved } from '../account/proof.queries'

/**
 * For what secures an account: whoever finds a browser that is signed in can't take the account over by it. Throws `members-only` for a
 * guest, who has nothing to prove, and `proof-needed` where the session wasn't proved within ten minutes.
 */
export async function requireProof(
  { db }: Pick<AppContext, 'db'>,
  { userId, session }: Pick<Asking, 'userId' | 'session'>,
): Promise<void> {
  await requireMember(db, userId)
  if (!(await isProved(db, session, userId))) throw new AppError('proof-needed', 'Prove once more that this is your account.')
}

/** Throws `members-only`. */
export async function requireMember(db: Db, userId: string): Promise<void> {
  if ((await getOwner(db, userId)).kind !== 'member')
    throw new AppError('members-only', 'Become a member first: a guest has nothing to secure.')
}
