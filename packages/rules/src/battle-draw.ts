import { effects, findPlayer, notAPlayer, nothing, refused, withoutForfeits, wrongState } from './battle-decisions'
import { battleTimings, type BattleDecision, type BattleFacts } from './battle-facts'
import { isPlayed } from './battle-states'
import { finish } from './battle-outcome'

export function offerDraw(facts: BattleFacts, userId: string, now: number): BattleDecision {
  const player = findPlayer(facts, userId)
  if (!player) return notAPlayer
  if (facts.rules.format !== 'duel') return refused('wrong-state', 'A draw is agreed between two.')
  if (!isPlayed(facts.state)) return wrongState(facts)
  if (player.offersDraw) return nothing
  const isAgreed = facts.players.every((other) => other === player || other.offersDraw)
  if (!isAgreed && isTooSoon(facts, player, now))
    return refused('draw-too-soon', 'A draw can be offered once more after a minute, or when the other has submitted.')
  const offered = {
    events: [{ t: 'battle:draw-offered', d: { userId }, actor: userId } as const],
    players: [{ userId, offersDraw: true } as const],
  }
  if (!isAgreed) return effects(facts, offered)
  return finish(facts, { reason: 'agreed', endedAt: now, actor: userId }, { ...offered, timers: withoutForfeits(facts) })
}

/** Nobody is nagged: of an offer that came to nothing the next one waits, or until the other has submitted. */
function isTooSoon({ submissions }: BattleFacts, { userId, drawClosedAt }: BattleFacts['players'][number], now: number): boolean {
  if (drawClosedAt === null || now >= drawClosedAt + battleTimings.drawAgainMs) return false
  return !submissions.some((other) => other.userId !== userId && other.receivedAt > drawClosedAt)
}

/** Nobody is asked any more. */
export function withdrawDraw(facts: BattleFacts, userId: string, now: number): BattleDecision {
  const player = findPlayer(facts, userId)
  if (!player) return notAPlayer
  return player.offersDraw ? close(facts, { userId, because: 'withdrawn' }, { actor: userId, now }) : nothing
}

/** Says no to the other's offer, which is told to them; they may offer again, but not at once. */
export function declineDraw(facts: BattleFacts, userId: string, now: number): BattleDecision {
  if (!findPlayer(facts, userId)) return notAPlayer
  const offer = facts.players.find((player) => player.userId !== userId && player.offersDraw)
  return offer ? close(facts, { userId: offer.userId, because: 'declined' }, { actor: userId, now }) : nothing
}

function close(
  facts: BattleFacts,
  d: { userId: string; because: 'withdrawn' | 'declined' },
  { actor, now }: { actor: string; now: number },
): BattleDecision {
  if (!isPlayed(facts.state)) return wrongState(facts)
  return effects(facts, {
    events: [{ t: 'battle:draw-closed', d, actor }],
    players: [{ userId: d.userId, offersDraw: false, drawClosedAt: now }],
  })
}
