import type { PublicUser } from '@eduscale/contracts/account'
import type { LoggedEvent } from '@eduscale/contracts/battle'
import type { Db } from '@eduscale/db'
import { findDeleted } from '../player/find-deleted'

/**
 * Events have their players' names in them, which are signed with the log. Whoever was deleted since is shown as they are called now; the
 * name of then is in the record alone.
 */
export async function hideDeleted<Event extends LoggedEvent>(db: Db, events: readonly Event[]): Promise<readonly Event[]> {
  const gone = await findDeleted(db, events.flatMap(listNamed))
  return gone.size === 0 ? events : events.map((event) => hideIn(event, (player) => gone.get(player.id) ?? player))
}

function listNamed(event: LoggedEvent): string[] {
  if (event.t === 'battle:joined') return [event.d.player.id]
  if (event.t !== 'battle:created') return []
  const { ghost } = event.d.rules
  return [...event.d.players, ...(ghost ? [ghost.player] : [])].map(({ id }) => id)
}

function hideIn<Event extends LoggedEvent>(event: Event, hide: (player: PublicUser) => PublicUser): Event {
  if (event.t === 'battle:joined') return { ...event, d: { ...event.d, player: hide(event.d.player) } }
  if (event.t !== 'battle:created') return event
  const { ghost } = event.d.rules
  const rules = ghost ? { ...event.d.rules, ghost: { ...ghost, player: hide(ghost.player) } } : event.d.rules
  // A ghost is called like the person whom it is of, under the bot's id.
  const players = event.d.players.map((player) =>
    player.kind === 'ghost' && rules.ghost ? { ...player, name: rules.ghost.player.name } : hide(player),
  )
  return { ...event, d: { ...event.d, rules, players } }
}
