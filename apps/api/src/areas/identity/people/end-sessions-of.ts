import type { Db } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import { writeAuditAlone } from '../access/audit-alone.queries'
import { endSessions } from '../session/session.queries'
import { inAccessTurn } from './access-turn.queries'
import { idOf, requireMay, type Actor } from './actor'
import { getPersonRow } from './people.queries'

/**
 * Ends all of somebody's sessions, or one, with an entry in the audit; returns those that ended, for nodes to be told. Throws `not-found`,
 * `forbidden`, and `wrong-state` for the bot, which would have no way back.
 */
export async function endSessionsOf(
  db: Db,
  { actor, personId, session }: { actor: Actor; personId: string; session: string | null },
): Promise<string[]> {
  return inAccessTurn(db, async (tx) => {
    const person = await getPersonRow(tx, personId)
    await requireMay(tx, actor, 'session:withdraw-other', { person })
    if (person.kind === 'bot') throw new AppError('wrong-state', 'The bot stays signed in.', { data: { because: 'bot' } })
    const ended = await endSessions(tx, personId, { reason: 'ended', only: session })
    const entry = { actorId: idOf(actor), action: 'sessions-withdrawn', personId, subject: personId } as const
    if (ended.length > 0)
      await writeAuditAlone(tx, {
        ...entry,
        before: { sessions: ended.length },
        after: { sessions: 0 },
        data: { isAll: session === null },
      })
    return ended
  })
}
