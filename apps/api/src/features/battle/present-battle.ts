import type { BattleView, LoggedEvent } from '@eduscale/contracts/battle'
import type { Problem } from '@eduscale/contracts/problem'
import type { Ev } from '@eduscale/contracts/room'
import type { Db } from '@eduscale/db'
import { applyBattleEvent, emptyBattleView } from '@eduscale/rules/battle-view'
import { getProblem } from '../problem/problem.queries'
import { listEvents } from './battle.queries'
import { findSealedProblem } from './sealed-problem'

/**
 * Events as they happen. The statement goes out sealed with the countdown; the start brings no more than its key, so that nobody
 * begins later for a slow line.
 */
export async function presentLive(db: Db, events: readonly Ev[]): Promise<Ev[]> {
  return Promise.all(
    events.map(async (event) =>
      event.t === 'battle:countdown' ? { ...event, d: { ...event.d, sealed: await findSealedProblem(db, event.b) } } : event,
    ),
  )
}

/** Events as they are read later: the `started` event brings the problem along. */
export async function presentEvents<Event extends LoggedEvent>(db: Db, events: readonly Event[]): Promise<Event[]> {
  return Promise.all(events.map((event) => presentEvent(db, event)))
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
