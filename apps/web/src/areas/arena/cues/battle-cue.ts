import type { BattleView } from '@eduscale/contracts/battle'
import type { Ev } from '@eduscale/contracts/room'
import { isMachine } from '../battle/sides'

export interface BattleCue {
  melody: 'found' | 'start' | 'end'
  /** What a tab that nobody looks at calls. */
  call: 'found' | 'starting' | null
}

/** What is heard of an event on the battle's own page: somebody who waits in its lobby may be looking elsewhere. */
export function cueOfEvent(event: Pick<Ev, 't'>, view: Pick<BattleView, 'origin' | 'rules'> | null): BattleCue | null {
  switch (event.t) {
    case 'battle:ready-check':
      return { melody: 'found', call: 'found' }
    // A room has no ready check: its host has started it.
    case 'battle:countdown':
      return view && (view.origin === 'room' || view.rules.format !== 'duel') ? { melody: 'found', call: 'starting' } : null
    case 'battle:started':
      return { melody: 'start', call: 'starting' }
    case 'battle:finished':
      return { melody: 'end', call: null }
    default:
      return null
  }
}

export type OpenedPlace = 'nothing' | 'go' | 'tell' | 'tell-rematch'

/** What to do about a battle that was opened for oneself, by where one is and what it is. */
export function placeOfOpened(opened: {
  battle: Pick<BattleView, 'id' | 'state' | 'origin' | 'players'> | null
  pathname: string
  /** The battle whose page is open, as far as it is known. */
  shown: Pick<BattleView, 'id' | 'players'> | null
}): OpenedPlace {
  const { battle, pathname, shown } = opened
  // One's own invitation or room: there is nobody to be called for yet.
  if (battle === null || battle.state === 'LOBBY') return 'nothing'
  // The page itself says it.
  if (pathname === `/battle/${battle.id}`) return 'nothing'
  // A match has a notice of its own; a battle with the bot is opened by oneself alone, who goes there.
  if (battle.origin === 'match' || battle.origin === 'bot' || battle.players.some(({ user }) => isMachine(user))) return 'nothing'
  if (battle.origin === 'rematch') {
    const isOnResult = shown !== null && pathname === `/battle/${shown.id}` && isSameCompany(battle, shown)
    return isOnResult ? 'nothing' : 'tell-rematch'
  }
  return pathname === '/arena' || pathname.startsWith('/invite/') ? 'go' : 'tell'
}

/** A rematch doesn't say of which battle it is; that it has the same players is enough. */
function isSameCompany(one: Pick<BattleView, 'players'>, other: Pick<BattleView, 'players'>): boolean {
  const ids = new Set(other.players.map(({ user }) => user.id))
  return one.players.length === ids.size && one.players.every(({ user }) => ids.has(user.id))
}
