import { effects, findPlayer, notAPlayer, nothing, refused, wrongState } from './battle-decisions'
import type { BattleDecision, BattleFacts, BattleInput } from './battle-facts'
import { isUndecided } from './battle-states'

/** A wish of each player of a duel, which may be taken back: spectators see code before the end where both have it. */
export function allowLiveCode(facts: BattleFacts, input: Extract<BattleInput, { by: 'live-code' }>): BattleDecision {
  const { userId, isAllowed } = input
  const player = findPlayer(facts, userId)
  if (!player) return notAPlayer
  if (facts.rules.format !== 'duel') return refused('wrong-state', 'Code is shown live in duels alone.')
  if (!isUndecided(facts.state)) return wrongState(facts)
  if (player.allowsLiveCode === isAllowed) return nothing
  return effects(facts, {
    events: [{ t: 'battle:live-code', d: { userId, isAllowed }, actor: userId }],
    players: [{ userId, allowsLiveCode: isAllowed }],
  })
}
