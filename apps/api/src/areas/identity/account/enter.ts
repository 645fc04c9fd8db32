import type { SignedIn } from '@eduscale/contracts/account'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app/app-context'
import { sessionOfToken } from '../../../http/session-token'
import { requireNotBanned } from '../access/require-not-banned'
import { noteProof } from './proof.queries'
import { getPublicUser } from './account.queries'
import { isCurrentPassword } from './password.queries'
import { createSession, deleteSession } from './session.queries'

/**
 * A session for whoever has just proved all that their account asks for. Where the password was changed on the way, whoever changed it has
 * ended all sessions, and this one comes too late for that: it is ended as well. Throws `wrong-password` then, and
 * `banned`.
 */
export async function enter(
  { db }: Pick<AppContext, 'db'>,
  owner: { id: string; passwordVersion: number },
  device: string | null,
): Promise<SignedIn> {
  await requireNotBanned(db, owner.id)
  const token = await createSession(db, owner.id)
  if (!(await isCurrentPassword(db, owner))) {
    await deleteSession(db, token)
    throw new AppError('wrong-password', 'The password was changed meanwhile.')
  }
  await noteProof(db, sessionOfToken(token), owner.id)
  return { token, user: await getPublicUser(db, owner.id), device }
}
