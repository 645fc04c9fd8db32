import type { ErrorCode } from '@eduscale/contracts/errors'
import type { BattleDecision, BattleEffects, BattleFacts } from './battle-facts'
import { sideOf } from './standings'

export type Decided = Partial<BattleEffects> & Pick<BattleEffects, 'events'>

export function effects(facts: BattleFacts, given: Decided): BattleDecision {
  return { kind: 'effects', effects: { state: facts.state, set: {}, timers: {}, players: [], ...given } }
}

export function refused(code: ErrorCode, message: string): BattleDecision {
  return { kind: 'refused', code, message }
}

export function wrongState(facts: BattleFacts): BattleDecision {
  return refused('wrong-state', `That is not possible now (the battle is ${facts.state.toLowerCase().replace('_', ' ')}).`)
}

export const nothing: BattleDecision = { kind: 'nothing' }
export const notAPlayer = refused('not-a-player', 'You are not a player of this battle.')

export function findPlayer(facts: BattleFacts, userId: string) {
  return facts.players.find((player) => player.userId === userId)
}

/** Those who haven't left, by what they play for: each for themselves, or their team. */
export function activeSides(facts: BattleFacts): Set<string> {
  return new Set(facts.players.filter((player) => player.leftBecause === null).map(sideOf))
}

export function withoutForfeits(facts: BattleFacts): Record<string, null> {
  return Object.fromEntries(facts.players.map((player) => [`forfeit:${player.userId}`, null]))
}

export function iso(at: number): string {
  return new Date(at).toISOString()
}
