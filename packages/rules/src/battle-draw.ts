import { effects, findPlayer, notAPlayer, nothing, refused, withoutForfeits, wrongState } from './battle-decisions'
import type { BattleDecision, BattleFacts } from './battle-facts'
import { isPlayed } from './battle-states'
import { finish } from './battle-outcome'

export function offerDraw(facts: BattleFacts, userId: string, now: number): BattleDecision {
  const player = findPlayer(facts, userId)
  if (!player) return notAPlayer
  if (facts.rules.format !== 'duel') return refused('wrong-state', 'A draw is agreed between two.')
  if (!isPlayed(facts.state)) return wrongState(facts)
  if (player.offersDraw) return nothing
  const offered = {
    events: [{ t: 'battle:draw-offered', d: { userId }, actor: userId } as const],
    players: [{ userId, offersDraw: true } as const],
  }
  const isAgreed = facts.players.every((other) => other === player || other.offersDraw)
  if (!isAgreed) return effects(facts, offered)
  return finish(facts, { reason: 'agreed', endedAt: now, actor: userId }, { ...offered, timers: withoutForfeits(facts) })
}

/** Nobody is asked any more. */
export function withdrawDraw(facts: BattleFacts, userId: string): BattleDecision {
  const player = findPlayer(facts, userId)
  if (!player) return notAPlayer
  return player.offersDraw ? close(facts, { userId, because: 'withdrawn' }, userId) : nothing
}

/** Says no to the other's offer, which is told to them; they may offer again. */
export function declineDraw(facts: BattleFacts, userId: string): BattleDecision {
  if (!findPlayer(facts, userId)) return notAPlayer
  const offer = facts.players.find((player) => player.userId !== userId && player.offersDraw)
  return offer ? close(facts, { userId: offer.userId, because: 'declined' }, userId) : nothing
}

function close(facts: BattleFacts, d: { userId: string; because: 'withdrawn' | 'declined' }, actor: string): BattleDecision {
  if (!isPlayed(facts.state)) return wrongState(facts)
  return effects(facts, {
    events: [{ t: 'battle:draw-closed', d, actor }],
    players: [{ userId: d.userId, offersDraw: false }],
  })
}
