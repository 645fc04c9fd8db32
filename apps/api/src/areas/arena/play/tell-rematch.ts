import type { AppContext } from '../../../app/app-context'
import { listAsked } from './rematch.queries'

/** Tells those on the result page of the battle before. What gets lost they ask for themselves, later. */
export async function tellRematch({ db, log, publisher }: AppContext, rematchId: string): Promise<void> {
  try {
    for (const { userId, battleId } of await listAsked(db, rematchId))
      publisher.notice(userId, { t: 'battle:rematch-changed', d: { battleId } })
  } catch (err) {
    log.info({ err, rematchId }, 'of a rematch nobody was told')
  }
}
