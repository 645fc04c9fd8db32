import type { BattleView, LoggedEvent } from '@eduscale/contracts/battle'
import type { Problem } from '@eduscale/contracts/problem'
import type { Db } from '@eduscale/db'
import { applyBattleEvent, emptyBattleView } from '@eduscale/rules/battle-view'
import { getProblem } from '../../judge/face'
import { hideDeleted } from './hide-deleted'
import { listEvents } from './log.queries'

/** Events as they are read later: the `started` event brings the problem along, and nobody is named who was deleted. */
export async function presentEvents<Event extends LoggedEvent>(db: Db, events: readonly Event[]): Promise<Event[]> {
  return Promise.all((await hideDeleted(db, events)).map((event) => presentEvent(db, event)))
}

async function presentEvent<Event extends LoggedEvent>(db: Db, event: Event): Promise<Event> {
  if (event.t !== 'battle:started') return event
  const problem: Problem = await getProblem(db, event.d.problemSlug)
  return { ...event, d: { ...event.d, problem } }
}

/** What a viewer sees of a battle, folded from its log. */
export async function presentBattle(db: Db, battleId: string): Promise<BattleView> {
  const events = await presentEvents(db, await listEvents(db, battleId, 0))
  return events.reduce(applyBattleEvent, emptyBattleView(battleId))
}
