import { back, gone, makeVoid, resume, suspend, timer } from './battle-clock'
import { effects, findPlayer, notAPlayer, wrongState } from './battle-decisions'
import type { BattleDecision, BattleFacts, BattleInput } from './battle-facts'
import { isTerminal } from './battle-states'
import { chooseTeam, closeEmpty, decline, handOn, join, ready, remove, start } from './battle-lobby'
import { correct } from './battle-outcome'
import { declineDraw, offerDraw, withdrawDraw } from './battle-draw'
import { allowLiveCode } from './battle-live-code'
import { resign, submit, verdict } from './battle-play'

/**
 * The whole state machine of a battle, of two, of a group or of teams: what an input does to it at `now`. Pure; the same facts and
 * input always give the same answer. Order of receipt decides: a verdict never ends a battle while a submission received earlier
 * is unjudged.
 */
export function decideBattle(facts: BattleFacts, input: BattleInput, now: number): BattleDecision {
  switch (input.by) {
    case 'join':
      return join(facts, input, now)
    case 'ready':
      return ready(facts, input.userId, now)
    case 'decline':
      return decline(facts, input.userId)
    case 'close-empty':
      return closeEmpty(facts, input.userId)
    case 'start':
      return start(facts, input.userId, now)
    case 'team':
      return chooseTeam(facts, input)
    case 'remove':
      return remove(facts, input)
    case 'hand-on':
      return handOn(facts, input)
    case 'submit':
      return submit(facts, input, now)
    case 'resign':
      return resign(facts, input.userId, now)
    case 'offer-draw':
      return offerDraw(facts, input.userId, now)
    case 'withdraw-draw':
      return withdrawDraw(facts, input.userId, now)
    case 'decline-draw':
      return declineDraw(facts, input.userId, now)
    case 'live-code':
      return allowLiveCode(facts, input)
    case 'verdict':
      return verdict(facts, input, now)
    case 'gone':
      return gone(facts, input.userId, now)
    case 'back':
      return back(facts, input.userId)
    case 'suspend':
      return suspend(facts, input, now)
    case 'resume':
      return resume(facts, input, now)
    case 'timer':
      return timer(facts, input.kind, now)
    case 'rematch':
      return rematch(facts, input)
    case 'void':
      return makeVoid(facts, { reason: 'admin', actor: input.userId, note: input.note }, now)
    case 'correct':
      return correct(facts, input)
    default:
      return input satisfies never
  }
}

function rematch(facts: BattleFacts, input: Extract<BattleInput, { by: 'rematch' }>): BattleDecision {
  if (!findPlayer(facts, input.userId)) return notAPlayer
  if (!isTerminal(facts.state)) return wrongState(facts)
  return effects(facts, {
    events: [{ t: 'battle:rematch', d: { battleId: input.battleId, userId: input.userId }, actor: input.userId }],
  })
}
