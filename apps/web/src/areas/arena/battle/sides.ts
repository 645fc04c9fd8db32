import type { PublicUser } from '@eduscale/contracts/account'
import type { BattlePlayerView, BattleView } from '@eduscale/contracts/battle'

export interface Sides {
  me: BattlePlayerView | null
  rival: BattlePlayerView | null
}

/** Who is who from where one sits. */
export function sidesOf(view: BattleView, myId: string): Sides {
  return {
    me: view.players.find((player) => player.user.id === myId) ?? null,
    rival: view.players.find((player) => player.user.id !== myId) ?? null,
  }
}

/** Two players, each against the other: whatever the room was called. */
export function isDuel(view: Pick<BattleView, 'rules'>): boolean {
  return view.rules.format === 'duel'
}

/** A duel for the first accepted solution, in any language, of any problem: what nobody needs to be told. */
export function isUsual({ format, scoring, languages, skills }: BattleView['rules']): boolean {
  return format === 'duel' && scoring === 'first-solve' && languages === null && skills.length === 0
}

/** Plays by itself: nobody to talk to or to agree with. */
export function isMachine(user: PublicUser): user is PublicUser & { kind: 'bot' | 'ghost' } {
  return user.kind === 'bot' || user.kind === 'ghost'
}
