import { effects, findPlayer, iso, nothing, withoutForfeits } from './battle-decisions'
import { battleTimings, type BattleDecision, type BattleFacts, type BattleInput } from './battle-facts'
import { isTerminal } from './battle-states'
import { abort } from './battle-lobby'
import { settle } from './battle-outcome'
import { leave } from './battle-play'

// What happens by itself: time, absence and outages.

export function timer(facts: BattleFacts, kind: string, now: number): BattleDecision {
  // Taken before the clock was put off (an outage, a return), and carried out after.
  const dueAt = timerDueAt(facts, kind)
  if (dueAt !== null && now < dueAt) return nothing
  if (kind === 'invite-expiry' && facts.state === 'LOBBY') return abort(facts, 'expired', null)
  if (kind === 'ready-deadline' && facts.state === 'READY_CHECK') {
    const absent = facts.players.filter((player) => !player.isReady)
    return abort(facts, 'no-show', absent.length === 1 ? (absent[0]?.userId ?? null) : null)
  }
  if (kind === 'start') return begin(facts, now)
  if (kind === 'end' && facts.state === 'RUNNING') return settle(facts, { events: [] }, now, { isOver: true })
  if (kind === 'outage-limit' && (facts.state === 'SUSPENDED' || facts.state === 'JUDGING')) {
    return makeVoid(facts, { reason: 'outage', actor: null, note: null }, now)
  }
  if (dueAt !== null && kind.startsWith('forfeit:'))
    return leave(facts, { userId: kind.slice('forfeit:'.length), reason: 'forfeit' }, now)
  return nothing
}

/** When a timer is to fire by what is known of the battle, not by the timer; null when it isn't wanted, or the battle doesn't say. */
export function timerDueAt(facts: BattleFacts, kind: string): number | null {
  if (kind === 'start') return facts.state === 'COUNTDOWN' ? facts.startsAt : null
  if (kind === 'end') return facts.state === 'RUNNING' ? facts.endsAt : null
  if (kind === 'outage-limit') {
    const since = facts.state === 'SUSPENDED' ? facts.suspendedSince : facts.state === 'JUDGING' ? facts.endedAt : null
    return since === null ? null : since + battleTimings.outageLimitMs
  }
  if (!kind.startsWith('forfeit:') || facts.state !== 'RUNNING') return null
  const player = findPlayer(facts, kind.slice('forfeit:'.length))
  return player?.leftBecause === null ? player.forfeitAt : null
}

function begin(facts: BattleFacts, now: number): BattleDecision {
  if (facts.state !== 'COUNTDOWN' || facts.startsAt === null || facts.problemSlug === null) return nothing
  // A start that fires late (every node was down) gives the full time all the same.
  const startsAt = Math.max(facts.startsAt, now)
  const endsAt = startsAt + facts.rules.limitMs
  const { problemSlug, problemKey } = facts
  return effects(facts, {
    state: 'RUNNING',
    set: { startsAt, endsAt },
    events: [{ t: 'battle:started', d: { startsAt: iso(startsAt), endsAt: iso(endsAt), problemSlug, problemKey }, actor: null }],
    timers: { start: null, end: endsAt },
  })
}

/** An absence counts where it would keep somebody waiting: in a duel, and wherever it is about a rating. */
export function gone(facts: BattleFacts, userId: string, now: number): BattleDecision {
  const player = findPlayer(facts, userId)
  if (!player || player.forfeitAt !== null || player.leftBecause !== null || facts.state !== 'RUNNING') return nothing
  if (facts.rules.format !== 'duel' && !facts.rules.isRanked) return nothing
  const forfeitAt = now + battleTimings.forfeitMs
  return effects(facts, {
    events: [{ t: 'battle:gone', d: { userId, forfeitAt: iso(forfeitAt) }, actor: null }],
    timers: { [`forfeit:${userId}`]: forfeitAt },
    players: [{ userId, forfeitAt }],
  })
}

export function back(facts: BattleFacts, userId: string): BattleDecision {
  const player = findPlayer(facts, userId)
  if (!player || player.forfeitAt === null || isTerminal(facts.state)) return nothing
  return effects(facts, {
    events: [{ t: 'battle:back', d: { userId }, actor: userId }],
    timers: { [`forfeit:${userId}`]: null },
    players: [{ userId, forfeitAt: null }],
  })
}

/**
 * The clock stands still for exactly as long as nothing could be judged, for everybody: by the instants of the outage, not by those
 * at which it was noticed. What of it lies before the start doesn't count.
 */
export function suspend(facts: BattleFacts, input: Extract<BattleInput, { by: 'suspend' }>, now: number): BattleDecision {
  if (facts.state !== 'RUNNING') return nothing
  const since = Math.min(now, Math.max(input.since, facts.startsAt ?? now))
  // Its time was up before: it ends by its timer, and no outage lengthens it.
  if (facts.endsAt !== null && since >= facts.endsAt) return nothing
  return effects(facts, {
    state: 'SUSPENDED',
    set: { suspendedSince: since },
    events: [{ t: 'battle:suspended', d: { since: iso(since), reason: input.reason }, actor: null }],
    timers: { end: null, 'outage-limit': now + battleTimings.outageLimitMs, ...withoutForfeits(facts) },
    players: facts.players.map(({ userId }) => ({ userId, forfeitAt: null })),
  })
}

export function resume(facts: BattleFacts, input: Extract<BattleInput, { by: 'resume' }>, now: number): BattleDecision {
  if (facts.state !== 'SUSPENDED' || facts.suspendedSince === null || facts.endsAt === null) return nothing
  const outageMs = Math.max(0, Math.min(now, input.until) - facts.suspendedSince)
  const endsAt = facts.endsAt + outageMs
  return effects(facts, {
    state: 'RUNNING',
    set: { suspendedSince: null, suspendedMs: facts.suspendedMs + outageMs, endsAt },
    events: [{ t: 'battle:resumed', d: { outageMs, endsAt: iso(endsAt) }, actor: null }],
    timers: { 'outage-limit': null, end: endsAt },
  })
}

export function makeVoid(
  facts: BattleFacts,
  given: { reason: 'outage' | 'admin'; actor: string | null; note: string | null },
  now: number,
): BattleDecision {
  if (isTerminal(facts.state)) return nothing
  return effects(facts, {
    state: 'VOID',
    set: { endedAt: now, suspendedSince: null },
    events: [{ t: 'battle:voided', d: { reason: given.reason, note: given.note }, actor: given.actor }],
  })
}
