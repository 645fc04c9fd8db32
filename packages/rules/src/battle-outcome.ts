import type { RatingDelta } from '@eduscale/contracts/battle'
import { activeSides, effects, iso, nothing, withoutForfeits, type Decided } from './battle-decisions'
import { battleTimings, type BattleDecision, type BattleFacts, type BattleInput, type FinishReason } from './battle-facts'
import { judgeOutcome, type Outcome } from './outcome'
import { isSolution } from './standings'

/** Ends the battle if the submissions decide it, or if it is over and nothing is left to judge. */
export function settle(facts: BattleFacts, before: Decided, now: number, given: { isOver?: boolean } = {}): BattleDecision {
  const isOver = given.isOver === true || facts.state === 'JUDGING'
  const decision = findDecision(facts)
  if (!decision && !isOver) return effects(facts, before)
  // Receipt decides: whatever came in earlier is waited for, whichever verdict returns first.
  const waitingFor = facts.submissions.filter(
    (submission) => submission.verdict === null && (!decision || submission.seq < decision.seq),
  ).length
  const endedAt = decision?.endedAt ?? facts.endedAt ?? facts.endsAt ?? now
  if (waitingFor === 0) return finish(facts, { reason: decision?.reason ?? reasonOfEnd(facts), endedAt, actor: null }, before)
  if (facts.state === 'JUDGING') return effects(facts, before)
  return effects(facts, {
    ...before,
    state: 'JUDGING',
    set: { endedAt, suspendedSince: null },
    events: [...before.events, { t: 'battle:judging', d: { endedAt: iso(endedAt), waitingFor }, actor: null }],
    timers: {
      ...before.timers,
      end: null,
      'outage-limit': now + battleTimings.outageLimitMs,
      ...withoutForfeits(facts),
    },
  })
}

/**
 * The submission after which nothing can change any more. A duel and a race of teams are decided by the first solution; in a group
 * everybody goes on until all who are left have theirs. The fewest bytes are known when the time is up.
 */
function findDecision(facts: BattleFacts): { seq: number; endedAt: number; reason: FinishReason } | null {
  if (facts.rules.scoring === 'fewest-bytes') return null
  const solutions = facts.submissions.filter(isSolution)
  if (facts.rules.format !== 'group') {
    const [first] = solutions
    return first ? { seq: first.seq, endedAt: first.receivedAt, reason: 'accepted' } : null
  }
  const active = facts.players.filter((player) => player.leftBecause === null)
  const firsts = active.map((player) => solutions.find((solution) => solution.userId === player.userId))
  const last = firsts.reduce((latest, first) => (first && latest && first.seq > latest.seq ? first : first && latest), firsts[0])
  return last ? { seq: last.seq, endedAt: last.receivedAt, reason: 'solved' } : null
}

/** Why a battle is over that no submission decided. */
function reasonOfEnd(facts: BattleFacts): FinishReason {
  if (activeSides(facts).size >= 2) return 'time'
  return facts.players.some((player) => player.leftBecause === 'resigned') ? 'resigned' : 'forfeit'
}

interface End {
  reason: FinishReason
  /** Milliseconds since the epoch. */
  endedAt: number
  actor: string | null
}

export function finish(facts: BattleFacts, end: End, before: Decided): BattleDecision {
  const outcome = outcomeOf(facts, end.reason, null)
  return effects(facts, {
    ...before,
    state: 'FINISHED',
    set: { endedAt: end.endedAt, suspendedSince: null, winnerId: outcome.winnerId },
    events: [
      ...before.events,
      { t: 'battle:finished', d: { reason: end.reason, endedAt: iso(end.endedAt), ...outcome }, actor: end.actor },
    ],
  })
}

/** Who has won by the facts as they are now, and what that makes of the ratings; nothing when all is as it was told. */
export function correct(facts: BattleFacts, input: Extract<BattleInput, { by: 'correct' }>): BattleDecision {
  if (facts.state !== 'FINISHED') return nothing
  const outcome = outcomeOf(facts, input.reason, input.before)
  const submissions = facts.submissions
    .filter((submission) => input.changed.includes(submission.id))
    .flatMap(({ id, verdict, points }) => (verdict === null ? [] : [{ submissionId: id, verdict, points }]))
  if (submissions.length === 0) return nothing
  return effects(facts, {
    set: { winnerId: outcome.winnerId },
    events: [{ t: 'battle:corrected', d: { submissions, ...outcome }, actor: null }],
  })
}

/** `ratedBefore` are ratings to go out from, where they aren't those of now. */
function outcomeOf(facts: BattleFacts, reason: FinishReason, ratedBefore: readonly RatingDelta[] | null): Outcome {
  return judgeOutcome({
    rules: facts.rules,
    reason,
    players: facts.players.map((player) => {
      const known = ratedBefore?.find((row) => row.userId === player.userId)
      return {
        userId: player.userId,
        team: player.team,
        hasLeft: player.leftBecause !== null,
        submissions: facts.submissions.filter((submission) => submission.userId === player.userId),
        rating: known
          ? { rating: known.before, deviation: known.deviationBefore, volatility: known.volatilityBefore }
          : player.rating,
      }
    }),
  })
}
