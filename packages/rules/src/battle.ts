import type { PublicUser } from '@eduscale/contracts/account'
import type { ErrorCode } from '@eduscale/contracts/errors'
import {
  battleTimings,
  isTerminal,
  type BattleDecision,
  type BattleEffects,
  type BattleFacts,
  type BattleInput,
} from './battle-facts'
import { rateDuel } from './rating'

/** More than this many unjudged submissions of one player at a time are refused. */
const maxUnjudged = 3
/** And more than this many in all, in one battle. */
const maxSubmissions = 200

/**
 * The whole state machine of a 1v1 battle: what an input does to a battle at `now`. Pure; the same facts and input always give
 * the same answer. Order of receipt decides: a verdict never ends a battle while a submission received earlier is unjudged.
 */
export function decideBattle(facts: BattleFacts, input: BattleInput, now: number): BattleDecision {
  switch (input.by) {
    case 'join':
      return join(facts, input.player, now)
    case 'ready':
      return ready(facts, input.userId, now)
    case 'decline':
      return decline(facts, input.userId)
    case 'submit':
      return submit(facts, input, now)
    case 'resign':
      return resign(facts, input.userId, now)
    case 'verdict':
      return verdict(facts, input, now)
    case 'gone':
      return gone(facts, input.userId, now)
    case 'back':
      return back(facts, input.userId)
    case 'suspend':
      return suspend(facts, input.reason, now)
    case 'resume':
      return resume(facts, now)
    case 'timer':
      return timer(facts, input.kind, now)
    case 'rematch':
      return rematch(facts, input)
    default:
      return input satisfies never
  }
}

function join(facts: BattleFacts, player: PublicUser, now: number): BattleDecision {
  if (facts.players.some((known) => known.userId === player.id)) return nothing
  if (facts.state !== 'LOBBY') return refused('invite-closed', 'This invitation has already been taken up.')
  const deadlineAt = now + battleTimings.readyCheckMs
  return effects(facts, {
    state: 'READY_CHECK',
    events: [
      { t: 'battle:joined', d: { player }, actor: player.id },
      { t: 'battle:ready-check', d: { deadlineAt: iso(deadlineAt) }, actor: null },
    ],
    timers: { 'invite-expiry': null, 'ready-deadline': deadlineAt },
    players: [{ userId: player.id, joins: true }],
  })
}

function ready(facts: BattleFacts, userId: string, now: number): BattleDecision {
  const player = facts.players.find((known) => known.userId === userId)
  if (!player) return notAPlayer
  if (player.isReady) return nothing
  if (facts.state !== 'READY_CHECK') return wrongState(facts)
  const readied = { t: 'battle:readied', d: { userId }, actor: userId } as const
  const others = facts.players.filter((known) => known !== player)
  if (!others.every((other) => other.isReady)) {
    return effects(facts, { events: [readied], players: [{ userId, isReady: true }] })
  }
  const startsAt = now + battleTimings.countdownMs
  const endsAt = startsAt + facts.rules.limitMs
  return effects(facts, {
    state: 'COUNTDOWN',
    set: { startsAt, endsAt },
    events: [readied, { t: 'battle:countdown', d: { startsAt: iso(startsAt), endsAt: iso(endsAt) }, actor: null }],
    timers: { 'ready-deadline': null, start: startsAt },
    players: [{ userId, isReady: true }],
  })
}

function decline(facts: BattleFacts, userId: string): BattleDecision {
  if (!isPlayer(facts, userId)) return notAPlayer
  if (facts.state === 'LOBBY') return abort(facts, 'cancelled', userId)
  if (facts.state === 'READY_CHECK') return abort(facts, 'declined', userId)
  return wrongState(facts)
}

function submit(facts: BattleFacts, input: Extract<BattleInput, { by: 'submit' }>, now: number): BattleDecision {
  if (!isPlayer(facts, input.userId)) return notAPlayer
  if (facts.state === 'SUSPENDED') {
    return refused(
      'execution-suspended',
      'Judging is interrupted; the clock stands still. Your code is kept: submit when it goes on.',
    )
  }
  if (facts.state !== 'RUNNING' || facts.endsAt === null) return wrongState(facts)
  if (now >= facts.endsAt) return refused('wrong-state', 'The time is up.')
  const own = facts.submissions.filter((submission) => submission.userId === input.userId)
  if (own.filter((submission) => submission.verdict === null).length >= maxUnjudged) {
    return refused('too-many-submissions', `At most ${maxUnjudged} submissions are judged at a time; wait for a verdict.`)
  }
  if (own.length >= maxSubmissions) return refused('too-many-submissions', `At most ${maxSubmissions} submissions in a battle.`)
  const { submissionId, userId, language } = input
  return effects(facts, {
    events: [{ t: 'battle:submitted', d: { submissionId, userId, language, number: own.length + 1 }, actor: userId }],
  })
}

function resign(facts: BattleFacts, userId: string, now: number): BattleDecision {
  if (!isPlayer(facts, userId)) return notAPlayer
  if (facts.state === 'COUNTDOWN' || facts.state === 'RUNNING' || facts.state === 'SUSPENDED') {
    return finish(facts, {
      reason: 'resigned',
      winnerId: opponentOf(facts, userId),
      submissionId: null,
      endedAt: now,
      actor: userId,
    })
  }
  return wrongState(facts)
}

function verdict(facts: BattleFacts, input: Extract<BattleInput, { by: 'verdict' }>, now: number): BattleDecision {
  const submission = facts.submissions.find((known) => known.id === input.submissionId)
  if (!submission || submission.verdict !== null) return nothing
  if (isTerminal(facts.state)) return nothing
  const { submissionId, passed, total } = input
  const judged = {
    t: 'battle:judged',
    d: { submissionId, userId: submission.userId, verdict: input.verdict, passed, total },
    actor: null,
  } as const
  const submissions = facts.submissions.map((known) => (known === submission ? { ...known, verdict: input.verdict } : known))
  return settle({ ...facts, submissions }, [judged], now)
}

/** Ends the battle if the submissions decide it, or if the time is over and nothing is left to judge. */
function settle(facts: BattleFacts, events: BattleEffects['events'], now: number): BattleDecision {
  const accepted = facts.submissions.find((submission) => submission.verdict === 'AC')
  const isTimeUp = facts.state === 'JUDGING'
  if (!accepted && !isTimeUp) return effects(facts, { events })
  const waitingFor = facts.submissions.filter(
    (submission) => submission.verdict === null && (!accepted || submission.seq < accepted.seq),
  ).length
  if (waitingFor === 0) {
    return finish(
      facts,
      {
        reason: accepted ? 'accepted' : 'time',
        winnerId: accepted?.userId ?? null,
        submissionId: accepted?.id ?? null,
        endedAt: accepted?.receivedAt ?? facts.endedAt ?? now,
        actor: null,
      },
      events,
    )
  }
  if (isTimeUp || !accepted) return effects(facts, { events })
  return effects(facts, {
    state: 'JUDGING',
    set: { endedAt: accepted.receivedAt },
    events: [...events, { t: 'battle:judging', d: { endedAt: iso(accepted.receivedAt), waitingFor }, actor: null }],
    timers: { end: null, 'outage-limit': now + battleTimings.outageLimitMs, ...withoutForfeits(facts) },
  })
}

function gone(facts: BattleFacts, userId: string, now: number): BattleDecision {
  const player = facts.players.find((known) => known.userId === userId)
  if (!player || player.forfeitAt !== null || facts.state !== 'RUNNING') return nothing
  const forfeitAt = now + battleTimings.forfeitMs
  return effects(facts, {
    events: [{ t: 'battle:gone', d: { userId, forfeitAt: iso(forfeitAt) }, actor: null }],
    timers: { [`forfeit:${userId}`]: forfeitAt },
    players: [{ userId, forfeitAt }],
  })
}

function back(facts: BattleFacts, userId: string): BattleDecision {
  const player = facts.players.find((known) => known.userId === userId)
  if (!player || player.forfeitAt === null || isTerminal(facts.state)) return nothing
  return effects(facts, {
    events: [{ t: 'battle:back', d: { userId }, actor: userId }],
    timers: { [`forfeit:${userId}`]: null },
    players: [{ userId, forfeitAt: null }],
  })
}

function suspend(facts: BattleFacts, reason: string, now: number): BattleDecision {
  if (facts.state !== 'RUNNING') return nothing
  return effects(facts, {
    state: 'SUSPENDED',
    set: { suspendedSince: now },
    events: [{ t: 'battle:suspended', d: { since: iso(now), reason }, actor: null }],
    timers: { end: null, 'outage-limit': now + battleTimings.outageLimitMs, ...withoutForfeits(facts) },
    players: facts.players.map(({ userId }) => ({ userId, forfeitAt: null })),
  })
}

function resume(facts: BattleFacts, now: number): BattleDecision {
  if (facts.state !== 'SUSPENDED' || facts.suspendedSince === null || facts.endsAt === null) return nothing
  const outageMs = Math.max(0, now - facts.suspendedSince)
  const endsAt = facts.endsAt + outageMs
  return effects(facts, {
    state: 'RUNNING',
    set: { suspendedSince: null, suspendedMs: facts.suspendedMs + outageMs, endsAt },
    events: [{ t: 'battle:resumed', d: { outageMs, endsAt: iso(endsAt) }, actor: null }],
    timers: { 'outage-limit': null, end: endsAt },
  })
}

function timer(facts: BattleFacts, kind: string, now: number): BattleDecision {
  if (kind === 'invite-expiry' && facts.state === 'LOBBY') return abort(facts, 'expired', null)
  if (kind === 'ready-deadline' && facts.state === 'READY_CHECK') {
    const absent = facts.players.filter((player) => !player.isReady)
    return abort(facts, 'no-show', absent.length === 1 ? (absent[0]?.userId ?? null) : null)
  }
  if (kind === 'start' && facts.state === 'COUNTDOWN' && facts.startsAt !== null && facts.endsAt !== null) {
    // A start that fires late (every node was down) gives the full time all the same.
    const startsAt = Math.max(facts.startsAt, now)
    const endsAt = startsAt + facts.rules.limitMs
    return effects(facts, {
      state: 'RUNNING',
      set: { startsAt, endsAt },
      events: [
        {
          t: 'battle:started',
          d: { startsAt: iso(startsAt), endsAt: iso(endsAt), problemSlug: facts.problemSlug },
          actor: null,
        },
      ],
      timers: { start: null, end: endsAt },
    })
  }
  if (kind === 'end' && facts.state === 'RUNNING' && facts.endsAt !== null) {
    const waitingFor = facts.submissions.filter((submission) => submission.verdict === null).length
    const ended = { ...facts, state: 'JUDGING', endedAt: facts.endsAt } as const
    if (waitingFor === 0) return settle(ended, [], now)
    return effects(facts, {
      state: 'JUDGING',
      set: { endedAt: facts.endsAt },
      events: [{ t: 'battle:judging', d: { endedAt: iso(facts.endsAt), waitingFor }, actor: null }],
      timers: { end: null, 'outage-limit': now + battleTimings.outageLimitMs, ...withoutForfeits(facts) },
    })
  }
  if (kind === 'outage-limit' && (facts.state === 'SUSPENDED' || facts.state === 'JUDGING')) {
    return effects(facts, {
      state: 'VOID',
      set: { endedAt: now, suspendedSince: null },
      events: [{ t: 'battle:voided', d: { reason: 'outage' }, actor: null }],
    })
  }
  if (kind.startsWith('forfeit:') && facts.state === 'RUNNING') {
    const userId = kind.slice('forfeit:'.length)
    const player = facts.players.find((known) => known.userId === userId)
    if (!player || player.forfeitAt === null) return nothing
    return finish(facts, {
      reason: 'forfeit',
      winnerId: opponentOf(facts, userId),
      submissionId: null,
      endedAt: now,
      actor: null,
    })
  }
  return nothing
}

function rematch(facts: BattleFacts, input: Extract<BattleInput, { by: 'rematch' }>): BattleDecision {
  if (!isPlayer(facts, input.userId)) return notAPlayer
  if (!isTerminal(facts.state)) return wrongState(facts)
  return effects(facts, {
    events: [{ t: 'battle:rematch', d: { battleId: input.battleId, userId: input.userId }, actor: input.userId }],
  })
}

interface End {
  reason: 'accepted' | 'time' | 'resigned' | 'forfeit'
  winnerId: string | null
  submissionId: string | null
  endedAt: number
  actor: string | null
}

function finish(facts: BattleFacts, end: End, before: BattleEffects['events'] = []): BattleDecision {
  return effects(facts, {
    state: 'FINISHED',
    set: { endedAt: end.endedAt, suspendedSince: null, winnerId: end.winnerId },
    events: [
      ...before,
      {
        t: 'battle:finished',
        d: {
          reason: end.reason,
          winnerId: end.winnerId,
          winningSubmissionId: end.submissionId,
          endedAt: iso(end.endedAt),
          ratings: facts.rules.isRanked ? rateBattle(facts, end.winnerId) : [],
        },
        actor: end.actor,
      },
    ],
  })
}

function rateBattle(facts: BattleFacts, winnerId: string | null) {
  const [first, second] = facts.players
  if (!first || !second) return []
  const score = winnerId === null ? 0.5 : winnerId === first.userId ? 1 : 0
  const after = rateDuel(first.rating, second.rating, score)
  return [
    { userId: first.userId, before: first.rating, after: after[0] },
    { userId: second.userId, before: second.rating, after: after[1] },
  ].map(({ userId, before, after: now }) => ({
    userId,
    before: before.rating,
    after: now.rating,
    deviationBefore: before.deviation,
    deviationAfter: now.deviation,
    volatilityBefore: before.volatility,
    volatilityAfter: now.volatility,
  }))
}

function abort(
  facts: BattleFacts,
  reason: 'declined' | 'no-show' | 'cancelled' | 'expired',
  userId: string | null,
): BattleDecision {
  return effects(facts, { state: 'ABORTED', events: [{ t: 'battle:aborted', d: { reason, userId }, actor: userId }] })
}

function effects(facts: BattleFacts, given: Partial<BattleEffects> & Pick<BattleEffects, 'events'>): BattleDecision {
  return { kind: 'effects', effects: { state: facts.state, set: {}, timers: {}, players: [], ...given } }
}

function withoutForfeits(facts: BattleFacts): Record<string, null> {
  return Object.fromEntries(facts.players.map((player) => [`forfeit:${player.userId}`, null]))
}

function isPlayer(facts: BattleFacts, userId: string): boolean {
  return facts.players.some((player) => player.userId === userId)
}

function opponentOf(facts: BattleFacts, userId: string): string | null {
  return facts.players.find((player) => player.userId !== userId)?.userId ?? null
}

function iso(at: number): string {
  return new Date(at).toISOString()
}

function refused(code: ErrorCode, message: string): BattleDecision {
  return { kind: 'refused', code, message }
}

function wrongState(facts: BattleFacts): BattleDecision {
  return refused('wrong-state', `That is not possible now (the battle is ${facts.state.toLowerCase().replace('_', ' ')}).`)
}

const nothing: BattleDecision = { kind: 'nothing' }
const notAPlayer = refused('not-a-player', 'You are not a player of this battle.')
