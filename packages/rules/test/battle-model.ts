import { battleRulesSchema, type BattleView, type LoggedEvent } from '@eduscale/contracts/battle'
import type { Verdict } from '@eduscale/contracts/verdict'
import fc from 'fast-check'
import { expect } from 'vitest'
import { decideBattle } from '../src/battle'
import { battleTimings, type BattleEffects, type BattleFacts, type BattleInput } from '../src/battle-facts'
import { isTerminal } from '../src/battle-states'
import { applyBattleEvent, emptyBattleView } from '../src/battle-view'
import { initialRating } from '../src/rating'

/** A step as fast-check makes it up; `who` and `which` are taken modulo what there is. */
export interface Step {
  by: BattleInput['by']
  who: number
  which: number
  verdict: Verdict
  afterMs: number
}

/** Facts, timers, log and view of one battle, moved on as the database and a client would move them. */
export interface Model {
  facts: BattleFacts
  timers: Map<string, number>
  log: LoggedEvent[]
  view: BattleView
  now: number
}

export const people = Array.from({ length: 5 }, (_, index) => `00000000-0000-4000-8000-00000000000${index}`)
const startedAt = 1_700_000_000_000

export const step: fc.Arbitrary<Step> = fc.record({
  by: fc.oneof(
    { weight: 10, arbitrary: fc.constantFrom('submit' as const, 'verdict' as const, 'timer' as const) },
    {
      weight: 6,
      arbitrary: fc.constantFrom('join' as const, 'ready' as const, 'start' as const, 'gone' as const, 'back' as const),
    },
    { weight: 3, arbitrary: fc.constantFrom('suspend' as const, 'resume' as const, 'team' as const, 'rematch' as const) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'resign' as const,
        'offer-draw' as const,
        'withdraw-draw' as const,
        'decline-draw' as const,
        'live-code' as const,
        'decline' as const,
        'remove' as const,
        'hand-on' as const,
        'void' as const,
      ),
    },
  ),
  who: fc.nat(20),
  which: fc.nat(20),
  verdict: fc.constantFrom('AC', 'WA', 'WA', 'TLE'),
  afterMs: fc.constantFrom(0, 1, 500, 30_000, 200_000),
})

export const format = fc.constantFrom(
  { format: 'duel' as const, scoring: 'first-solve' as const },
  { format: 'duel' as const, scoring: 'fewest-bytes' as const },
  { format: 'group' as const, scoring: 'points' as const, maxPlayers: 5, mayJoinLate: true },
  { format: 'teams' as const, scoring: 'first-solve' as const, maxPlayers: 4, teamCount: 2 },
)

export function begin(given: { format: 'duel' | 'group' | 'teams'; scoring: 'first-solve' | 'points' | 'fewest-bytes' }): Model {
  const rules = battleRulesSchema.parse({ limitMs: 300_000, isRanked: true, difficulty: null, ...given })
  const host = newPlayer(people[0] ?? '', given.format === 'teams' ? 1 : null)
  const facts: BattleFacts = {
    id: '00000000-0000-4000-8000-0000000000ff',
    originKind: given.format === 'duel' ? 'invite' : 'room',
    state: 'LOBBY',
    rules,
    problemSlug: 'sum',
    problemKey: null,
    startsAt: null,
    endsAt: null,
    suspendedSince: null,
    suspendedMs: 0,
    endedAt: null,
    hostId: host.userId,
    players: [host],
    submissions: [],
  }
  const created: LoggedEvent = {
    seq: 1,
    at: new Date(startedAt).toISOString(),
    actor: null,
    t: 'battle:created',
    d: { origin: facts.originKind, rules, players: [publicUser(host.userId)], problemCommit: null },
  }
  const timers = new Map([['invite-expiry', startedAt + battleTimings.inviteMs]])
  const model: Model = { facts, timers, log: [], view: emptyBattleView(facts.id), now: startedAt }
  append(model, created)
  return model
}

function newPlayer(userId: string, team: number | null): BattleFacts['players'][number] {
  return {
    userId,
    team,
    isReady: false,
    forfeitAt: null,
    leftBecause: null,
    offersDraw: false,
    drawClosedAt: null,
    allowsLiveCode: false,
    rating: initialRating,
  }
}

export function publicUser(id: string) {
  return { id, name: id, kind: 'guest' as const, rating: { rating: 1500, deviation: 350, isProvisional: true, battles: 0 } }
}

function append(model: Model, event: LoggedEvent): void {
  model.log.push(event)
  model.view = applyBattleEvent(model.view, event)
}

/** An input that might come at this moment; null where the step makes no sense at all, or no timer is due. */
function toInput(model: Model, { by, who, which, verdict }: Step): BattleInput | null {
  const { facts, now } = model
  const userId = people[who % people.length] ?? ''
  switch (by) {
    case 'join':
      return { by, player: publicUser(userId), hasWatched: which === 0 }
    case 'team':
      return { by, userId, team: 1 + (which % 2) }
    case 'remove':
    case 'hand-on':
      return { by, userId, targetId: people[which % people.length] ?? '' }
    case 'submit':
      return { by, userId, submissionId: `s${facts.submissions.length}`, language: 'python', bytes: 10 + which, codeHash: '' }
    case 'verdict': {
      const submission = facts.submissions[which % Math.max(1, facts.submissions.length)]
      if (!submission) return null
      return { by, submissionId: submission.id, verdict, passed: 0, total: 1, points: verdict === 'AC' ? 100 : which }
    }
    case 'gone':
    case 'back': {
      // Mostly somebody of whom it can be said.
      const fitting = facts.players.filter(({ forfeitAt }) => (forfeitAt === null) === (by === 'gone'))
      return { by, userId: fitting[who % Math.max(1, fitting.length)]?.userId ?? userId }
    }
    case 'suspend':
      return { by, reason: 'no healthy runner', since: now - which * 100 }
    case 'resume':
      return { by, until: now - who * 10 }
    case 'timer':
      return nextTimer(model, who, which)
    case 'rematch':
      return { by, userId, battleId: '00000000-0000-4000-8000-0000000000aa' }
    case 'void':
      return { by, userId, note: 'why' }
    case 'live-code':
      return { by, userId, isAllowed: which % 2 === 0 }
    case 'correct':
      return null
    default:
      return { by, userId }
  }
}

/**
 * A timer whose moment has come, be it long ago. Once the countdown has begun, time may also pass until the next one: before, somebody
 * would wait for half an hour for an invitation to expire.
 */
function nextTimer(model: Model, who: number, which: number): BattleInput | null {
  const set = [...model.timers].toSorted(([, one], [, other]) => one - other)
  const next = set[0]?.[1] ?? 0
  if (which % 6 === 0 && model.facts.startsAt !== null) model.now = Math.max(model.now, next)
  const due = set.filter(([, at]) => at <= model.now)
  const [kind] = due[who % Math.max(1, due.length)] ?? []
  return kind === undefined ? null : { by: 'timer', kind }
}

/**
 * A timer that a node had taken before it was put off or removed, and carries out only now; null where it is due after all. The limit of
 * an outage counts from its beginning, which is noticed later, and that is when its timer is set.
 */
function staleTimer({ facts, timers, now }: Model, who: number): BattleInput | null {
  const kinds = ['invite-expiry', 'ready-deadline', 'start', 'end', 'outage-limit', ...people.map((id) => `forfeit:${id}`)]
  const kind = kinds[who % kinds.length] ?? 'end'
  const setTo = timers.get(kind) ?? Number.POSITIVE_INFINITY
  const limitAt = (facts.suspendedSince ?? facts.endedAt ?? now) + battleTimings.outageLimitMs
  const dueAt = kind === 'outage-limit' ? Math.min(setTo, timers.has(kind) ? limitAt : setTo) : setTo
  // Those two are set once, and never put off.
  const isFixed = kind === 'invite-expiry' || kind === 'ready-deadline'
  return now >= dueAt || (isFixed && timers.has(kind)) ? null : { by: 'timer', kind }
}

/** Which timers a battle must have in its state, and no others: nothing else would ever move it on. */
export function wantedTimers({ state, players, startsAt, endsAt }: BattleFacts): Map<string, number | null> {
  switch (state) {
    case 'LOBBY':
      return new Map([['invite-expiry', null]])
    case 'READY_CHECK':
      return new Map([['ready-deadline', null]])
    case 'COUNTDOWN':
      return new Map([['start', startsAt]])
    case 'RUNNING': {
      const gone = players.filter(({ forfeitAt, leftBecause }) => forfeitAt !== null && leftBecause === null)
      return new Map([['end', endsAt], ...gone.map(({ userId, forfeitAt }) => [`forfeit:${userId}`, forfeitAt] as const)])
    }
    case 'SUSPENDED':
    case 'JUDGING':
      return new Map([['outage-limit', null]])
    case 'FINISHED':
    case 'ABORTED':
    case 'VOID':
      return new Map()
    default:
      return state satisfies never
  }
}

/** What the one statement writes, done to the facts and timers. */
export function apply(model: Model, input: BattleInput, given: BattleEffects): void {
  const { facts, now } = model
  const { winnerId: _winner, suspendedMs, ...columns } = given.set
  const gone = new Set(given.players.flatMap((change) => (change.unseats ? [change.userId] : [])))
  const joined = given.players.flatMap(({ joins, userId, team }) => (joins ? [newPlayer(userId, team ?? null)] : []))
  const players = [...facts.players, ...joined]
    .filter(({ userId }) => !gone.has(userId))
    .map((player) => {
      const { joins: _joins, unseats: _unseats, ...change } = given.players.find(({ userId }) => userId === player.userId) ?? {}
      return { ...player, ...change }
    })
  const submissions = facts.submissions.map((submission) =>
    input.by === 'verdict' && input.submissionId === submission.id && submission.verdict === null
      ? { ...submission, verdict: input.verdict, points: input.points }
      : submission,
  )
  if (input.by === 'submit') {
    const { submissionId: id, userId, bytes } = input
    submissions.push({ id, userId, seq: model.log.length + 1, receivedAt: now, verdict: null, points: 0, bytes })
  }
  model.facts = { ...facts, ...columns, suspendedMs: suspendedMs ?? facts.suspendedMs, state: given.state, players, submissions }
  for (const [kind, at] of Object.entries(given.timers)) {
    if (at === null) model.timers.delete(kind)
    else model.timers.set(kind, at)
  }
  if (isTerminal(given.state)) model.timers.clear()
  for (const event of given.events) {
    append(model, { ...event, seq: model.log.length + 1, at: new Date(now).toISOString() })
  }
}

export function play(
  given: Parameters<typeof begin>[0],
  steps: readonly Step[],
  check: (model: Model, before: BattleFacts, input: BattleInput) => void,
): Model {
  const model = begin(given)
  for (const one of steps) {
    model.now += one.afterMs
    const stale = one.by === 'timer' && one.which % 6 === 1 ? staleTimer(model, one.who) : null
    if (stale) {
      const { state } = model.facts
      expect(decideBattle(model.facts, stale, model.now), `${JSON.stringify(stale)} too early or too late in ${state}`).toEqual({
        kind: 'nothing',
      })
      continue
    }
    const input = toInput(model, one)
    if (!input) continue
    const before = model.facts
    const decision = decideBattle(before, input, model.now)
    // The same facts and input always give the same answer.
    expect(decideBattle(before, input, model.now)).toEqual(decision)
    if (decision.kind !== 'effects') continue
    apply(model, input, decision.effects)
    check(model, before, input)
  }
  return model
}
