import type { AppContext } from '../../../app/app-context'
import { deleteSessions } from './session.queries'

/** Ends sessions of a person, all or one: their tokens are worth nothing any more, and their connections end on every node. */
export async function withdrawSessions(
  { db, publisher }: Pick<AppContext, 'db' | 'publisher'>,
  userId: string,
  session: string | null = null,
): Promise<number> {
  const ended = await deleteSessions(db, userId, session)
  for (const each of ended) publisher.sessionEnded(each)
  return ended.length
}
