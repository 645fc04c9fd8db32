import type { Db } from '@eduscale/db'
import { writeOwnEvent } from '../access/write-own-event.queries'
import { endSessions } from '../session/session.queries'
import type { Asking } from './asking'

/** By somebody's own wish, one or all but one, with an entry in the audit; returns those that ended, for nodes to be told. */
export async function endOwnSessions(
  db: Db,
  { userId, session }: Asking,
  which: { only: string } | { except: string },
): Promise<string[]> {
  return db.$transaction(async (tx) => {
    const ended = await endSessions(tx, userId, { reason: 'ended', ...which })
    if (ended.length > 0)
      await writeOwnEvent(tx, { action: 'sessions-ended', userId, session, before: { sessions: ended.length } })
    return ended
  })
}
