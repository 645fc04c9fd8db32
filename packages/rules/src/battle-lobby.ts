import { effects, findPlayer, iso, notAPlayer, nothing, refused, wrongState } from './battle-decisions'
import { battleTimings, type BattleDecision, type BattleFacts, type BattleInput } from './battle-facts'

// Everything before the first second of the clock: who plays, for which team, and when it begins.

export function join(facts: BattleFacts, input: Extract<BattleInput, { by: 'join' }>, now: number): BattleDecision {
  const { player } = input
  if (findPlayer(facts, player.id)) return nothing
  const isLate = facts.state === 'RUNNING' && facts.rules.mayJoinLate
  if (facts.state !== 'LOBBY' && !isLate) return refused('invite-closed', 'This invitation has already been taken up.')
  if (isLate && input.hasWatched) return refused('has-watched', 'You have watched this battle, and so can’t join it any more.')
  if (facts.players.length >= facts.rules.maxPlayers) return refused('room-full', 'Every seat is taken.')
  const team = smallestTeam(facts)
  const joined = { t: 'battle:joined', d: { player, team }, actor: player.id } as const
  const players = [{ userId: player.id, joins: true, ...(team === null ? {} : { team }) } as const]
  // A room waits for its host, for as long as people come; an invitation for one player begins with that player.
  if (facts.originKind === 'room' || isLate || facts.rules.format !== 'duel') {
    const timers = isLate ? {} : { 'invite-expiry': now + battleTimings.inviteMs }
    return effects(facts, { events: [joined], players, timers })
  }
  const deadlineAt = now + battleTimings.readyCheckMs
  return effects(facts, {
    state: 'READY_CHECK',
    events: [joined, { t: 'battle:ready-check', d: { deadlineAt: iso(deadlineAt) }, actor: null }],
    timers: { 'invite-expiry': null, 'ready-deadline': deadlineAt },
    players,
  })
}

export function ready(facts: BattleFacts, userId: string, now: number): BattleDecision {
  const player = findPlayer(facts, userId)
  if (!player) return notAPlayer
  if (player.isReady) return nothing
  if (facts.state !== 'READY_CHECK') return wrongState(facts)
  const readied = { t: 'battle:readied', d: { userId }, actor: userId } as const
  const players = [{ userId, isReady: true } as const]
  const isLast = facts.players.every((other) => other === player || other.isReady)
  if (!isLast) return effects(facts, { events: [readied], players })
  return countdown(facts, { events: [readied], players }, now)
}

/** The host has everybody there. */
export function start(facts: BattleFacts, userId: string, now: number): BattleDecision {
  if (!isHost(facts, userId)) return refused('forbidden', 'The host of the room starts the battle.')
  if (facts.state !== 'LOBBY') return wrongState(facts)
  if (facts.players.length < 2) return refused('wrong-state', 'A battle takes at least two players.')
  const emptyTeam = teamSizes(facts).findIndex((size) => size === 0)
  if (emptyTeam >= 0) return refused('wrong-state', `Team ${emptyTeam + 1} has nobody yet.`)
  return countdown(facts, { events: [], players: [] }, now)
}

export function chooseTeam(facts: BattleFacts, input: Extract<BattleInput, { by: 'team' }>): BattleDecision {
  const player = findPlayer(facts, input.userId)
  if (!player) return notAPlayer
  if (facts.state !== 'LOBBY') return wrongState(facts)
  if (input.team > (facts.rules.teamCount ?? 0)) return refused('bad-request', 'There is no such team.')
  if (player.team === input.team) return nothing
  const { userId, team } = input
  return effects(facts, { events: [{ t: 'battle:teamed', d: { userId, team }, actor: userId }], players: [{ userId, team }] })
}

export function remove(facts: BattleFacts, input: Extract<BattleInput, { by: 'remove' }>): BattleDecision {
  if (!isHost(facts, input.userId)) return refused('forbidden', 'The host of the room decides who plays.')
  if (facts.state !== 'LOBBY') return wrongState(facts)
  if (input.targetId === input.userId) return refused('bad-request', 'To close the room, leave it.')
  return findPlayer(facts, input.targetId) ? unseat(facts, input.targetId, input.userId) : nothing
}

/** The host stays, and somebody else decides. */
export function handOn(facts: BattleFacts, input: Extract<BattleInput, { by: 'hand-on' }>): BattleDecision {
  const { userId, targetId } = input
  if (!isHost(facts, userId)) return refused('forbidden', 'The host of the room hands their place on.')
  if (facts.state !== 'LOBBY') return wrongState(facts)
  if (targetId === userId) return nothing
  if (!findPlayer(facts, targetId)) return refused('not-a-player', 'They are not in this room.')
  const handedOn = { t: 'battle:handed-on', d: { userId: targetId }, actor: userId } as const
  return effects(facts, { set: { hostId: targetId }, events: [handedOn] })
}

/** Says no: a guest of a room gives the seat up, whoever opened it closes it. */
export function decline(facts: BattleFacts, userId: string): BattleDecision {
  if (!findPlayer(facts, userId)) return notAPlayer
  if (facts.state === 'LOBBY') return isHost(facts, userId) ? abort(facts, 'cancelled', userId) : unseat(facts, userId, userId)
  if (facts.state === 'READY_CHECK') return abort(facts, 'declined', userId)
  return wrongState(facts)
}

/** Whoever has come by now came to play, and isn't sent away by the way. */
export function closeEmpty(facts: BattleFacts, userId: string): BattleDecision {
  if (!isHost(facts, userId)) return refused('forbidden', 'The host of the room closes it.')
  if (facts.state !== 'LOBBY') return nothing
  if (facts.players.length > 1) return refused('already-playing', 'Somebody waits in your room: begin, or close it first.')
  return abort(facts, 'cancelled', userId)
}

export function abort(
  facts: BattleFacts,
  reason: 'declined' | 'no-show' | 'cancelled' | 'expired',
  userId: string | null,
): BattleDecision {
  return effects(facts, { state: 'ABORTED', events: [{ t: 'battle:aborted', d: { reason, userId }, actor: userId }] })
}

function unseat(facts: BattleFacts, userId: string, actor: string): BattleDecision {
  return effects(facts, { events: [{ t: 'battle:unseated', d: { userId }, actor }], players: [{ userId, unseats: true }] })
}

function countdown(
  facts: BattleFacts,
  first: Pick<Parameters<typeof effects>[1], 'events' | 'players'>,
  now: number,
): BattleDecision {
  const startsAt = now + battleTimings.countdownMs
  const endsAt = startsAt + facts.rules.limitMs
  return effects(facts, {
    ...first,
    state: 'COUNTDOWN',
    set: { startsAt, endsAt },
    events: [...first.events, { t: 'battle:countdown', d: { startsAt: iso(startsAt), endsAt: iso(endsAt) }, actor: null }],
    timers: { 'ready-deadline': null, 'invite-expiry': null, start: startsAt },
  })
}

function isHost(facts: BattleFacts, userId: string): boolean {
  return facts.hostId === userId
}

function teamSizes(facts: BattleFacts): number[] {
  return Array.from({ length: facts.rules.teamCount ?? 0 }, (_, index) =>
    facts.players.reduce((size, player) => size + (player.team === index + 1 ? 1 : 0), 0),
  )
}

/** Where a newcomer is needed most; null where there are no teams. */
function smallestTeam(facts: BattleFacts): number | null {
  const sizes = teamSizes(facts)
  return sizes.length === 0 ? null : sizes.indexOf(Math.min(...sizes)) + 1
}
