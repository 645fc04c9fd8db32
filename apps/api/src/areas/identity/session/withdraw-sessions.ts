import type { SessionEnd } from '@eduscale/contracts/session'
import type { AppContext } from '../../../app/app-context'
import { endSessions } from './session.queries'

/**
 * Ends somebody's sessions, all or some of them: on every node their sockets drop and their access tokens are refused at once, and within
 * a second also where the message got lost.
 */
export async function withdrawSessions(
  { db, publisher }: Pick<AppContext, 'db' | 'publisher'>,
  userId: string,
  given: { reason: SessionEnd; only?: string | null; except?: string | null },
): Promise<string[]> {
  const ended = await endSessions(db, userId, given)
  for (const sessionId of ended) publisher.sessionEnded(sessionId)
  return ended
}
