import type { SignedIn } from '@eduscale/contracts/account'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app/app-context'
import { requireNotBanned } from '../access/require-not-banned'
import { endSession } from '../session/session.queries'
import type { Exchange, SessionService } from '../session/session-service'
import { noteProof } from './proof.queries'
import { isCurrentPassword } from './password.queries'

/** Whoever has just proved all that their account asks for, and what the browser will be known by. */
export interface Entered {
  owner: { id: string; passwordVersion: number }
  device: string | null
  /** False where they were only known still, by a provider: that proves nothing again. */
  isFresh?: boolean
}

/**
 * Starts their session. Where the password was changed on the way, or they were banned, whoever did it has ended all sessions, and this
 * one comes too late for that: it is ended as well. Throws `wrong-password` then, or `banned`.
 */
export async function enter(
  { db, publisher }: Pick<AppContext, 'db' | 'publisher'>,
  sessions: SessionService,
  { owner, device, isFresh = true }: Entered,
  exchange: Exchange,
): Promise<SignedIn> {
  await requireNotBanned(db, owner.id)
  const { access, sessionId } = await sessions.start(owner.id, exchange)
  try {
    if (!(await isCurrentPassword(db, owner))) throw new AppError('wrong-password', 'The password was changed meanwhile.')
    await requireNotBanned(db, owner.id)
  } catch (error) {
    await endSession(db, sessionId, 'ended')
    publisher.sessionEnded(sessionId)
    throw error
  }
  if (isFresh) await noteProof(db, sessionId, owner)
  publisher.notice(owner.id, { t: 'sessions:changed', d: {} })
  return { ...access, device }
}
