import { battleRulesSchema, type BattleState } from '@eduscale/contracts/battle'
import type { Verdict } from '@eduscale/contracts/verdict'
import { describe, expect, test } from 'vitest'
import { decideBattle } from './battle'
import { timerDueAt } from './battle-clock'
import { type BattleFacts, type BattleInput } from './battle-facts'
import { initialRating } from './rating'

const ada = '00000000-0000-4000-8000-00000000000a'
const bob = '00000000-0000-4000-8000-00000000000b'
const startsAt = 1_000_000
const endsAt = startsAt + 1_200_000

function facts(state: BattleState, change: Partial<BattleFacts> = {}): BattleFacts {
  return {
    id: 'battle',
    originKind: 'match',
    state,
    rules: battleRulesSchema.parse({ limitMs: 1_200_000, isRanked: true, difficulty: null }),
    problemSlug: 'sum',
    problemKey: null,
    startsAt,
    endsAt,
    suspendedSince: null,
    suspendedMs: 0,
    endedAt: null,
    hostId: ada,
    players: [ada, bob].map((userId) => ({
      userId,
      team: null,
      isReady: false,
      forfeitAt: null,
      leftBecause: null,
      offersDraw: false,
      drawClosedAt: null,
      allowsLiveCode: false,
      rating: initialRating,
    })),
    submissions: [],
    ...change,
  }
}

function submission(id: string, userId: string, seq: number, verdict: Verdict | null) {
  return { id, userId, seq, receivedAt: startsAt + seq * 1_000, verdict, points: verdict === 'AC' ? 100 : 0, bytes: 40 }
}

/** The new state and the events' types, or the refusal's code, or nothing. */
function outcome(given: BattleFacts, input: BattleInput, now = startsAt + 60_000) {
  const decision = decideBattle(given, input, now)
  if (decision.kind === 'refused') return decision.code
  if (decision.kind === 'nothing') return 'nothing'
  return [decision.effects.state, ...decision.effects.events.map((event) => event.t.replace('battle:', ''))].join(' ')
}

const submit: BattleInput = { by: 'submit', userId: ada, submissionId: 's', language: 'python', bytes: 40, codeHash: '' }
const offer: BattleInput = { by: 'offer-draw', userId: ada }
const stranger = '00000000-0000-4000-8000-00000000000c'
const readyAda = { players: facts('LOBBY').players.map((player) => ({ ...player, isReady: player.userId === ada })) }
const hostAlone = facts('LOBBY', { players: facts('LOBBY').players.slice(0, 1) })
const guest = (id: string) => ({
  id,
  name: id,
  kind: 'guest' as const,
  rating: { rating: 1500, deviation: 350, isProvisional: true, battles: 0 },
})
const group = facts('RUNNING', {
  rules: battleRulesSchema.parse({
    limitMs: 1_200_000,
    isRanked: true,
    difficulty: null,
    format: 'group',
    maxPlayers: 5,
    mayJoinLate: true,
  }),
})
const offering = facts('RUNNING', {
  players: facts('RUNNING').players.map((player) => ({ ...player, offersDraw: player.userId === ada })),
})
const closedAt = (ofAda: number, bobOffers = false) => ({
  players: facts('RUNNING').players.map((player) =>
    player.userId === ada ? { ...player, drawClosedAt: ofAda } : { ...player, offersDraw: bobOffers },
  ),
})
const goneBob = {
  players: facts('LOBBY').players.map((player) => ({ ...player, forfeitAt: player.userId === bob ? startsAt + 70_000 : null })),
}
const accepted = (id: string): BattleInput => ({
  by: 'verdict',
  submissionId: id,
  verdict: 'AC',
  passed: 3,
  total: 3,
  points: 100,
})
const wrong = (id: string): BattleInput => ({ by: 'verdict', submissionId: id, verdict: 'WA', passed: 1, total: 3, points: 0 })

describe('transitions', () => {
  test.each<[string, BattleFacts, BattleInput, string]>([
    ['first player readies', facts('READY_CHECK'), { by: 'ready', userId: ada }, 'READY_CHECK readied'],
    ['second player readies', facts('READY_CHECK', readyAda), { by: 'ready', userId: bob }, 'COUNTDOWN readied countdown'],
    ['ready twice', facts('READY_CHECK', readyAda), { by: 'ready', userId: ada }, 'nothing'],
    ['a stranger readies', facts('READY_CHECK'), { by: 'ready', userId: stranger }, 'not-a-player'],
    ['ready while running', facts('RUNNING'), { by: 'ready', userId: ada }, 'wrong-state'],
    ['decline', facts('READY_CHECK'), { by: 'decline', userId: bob }, 'ABORTED aborted'],
    ['the host cancels', facts('LOBBY'), { by: 'decline', userId: ada }, 'ABORTED aborted'],
    ['the host opens another one', hostAlone, { by: 'close-empty', userId: ada }, 'ABORTED aborted'],
    [
      'the host opens another one while somebody sits here',
      facts('LOBBY'),
      { by: 'close-empty', userId: ada },
      'already-playing',
    ],
    ['the host opens another one when this was taken up', facts('READY_CHECK'), { by: 'close-empty', userId: ada }, 'nothing'],
    ['a guest of the room opens another one', facts('LOBBY'), { by: 'close-empty', userId: bob }, 'forbidden'],
    ['the host hands the place on', facts('LOBBY'), { by: 'hand-on', userId: ada, targetId: bob }, 'LOBBY handed-on'],
    ['a guest takes the host’s place', facts('LOBBY'), { by: 'hand-on', userId: bob, targetId: bob }, 'forbidden'],
    ['to somebody who isn’t there', facts('LOBBY'), { by: 'hand-on', userId: ada, targetId: stranger }, 'not-a-player'],
    ['to oneself', facts('LOBBY'), { by: 'hand-on', userId: ada, targetId: ada }, 'nothing'],
    ['when it has begun', facts('RUNNING'), { by: 'hand-on', userId: ada, targetId: bob }, 'wrong-state'],
    ['who was the host starts', facts('LOBBY', { hostId: bob }), { by: 'start', userId: ada }, 'forbidden'],
    ['who was the host leaves', facts('LOBBY', { hostId: bob }), { by: 'decline', userId: ada }, 'LOBBY unseated'],
    ['whoever is it now closes', facts('LOBBY', { hostId: bob }), { by: 'decline', userId: bob }, 'ABORTED aborted'],
    ['decline while running', facts('RUNNING'), { by: 'decline', userId: ada }, 'wrong-state'],
    ['no-show', facts('READY_CHECK', readyAda), { by: 'timer', kind: 'ready-deadline' }, 'ABORTED aborted'],
    ['a wish for live code', facts('RUNNING'), { by: 'live-code', userId: ada, isAllowed: true }, 'RUNNING live-code'],
    ['a wish that is so already', facts('RUNNING'), { by: 'live-code', userId: ada, isAllowed: false }, 'nothing'],
    ['live code of a stranger', facts('RUNNING'), { by: 'live-code', userId: stranger, isAllowed: true }, 'not-a-player'],
    ['live code after the end', facts('FINISHED'), { by: 'live-code', userId: ada, isAllowed: true }, 'wrong-state'],
    ['live code of many', group, { by: 'live-code', userId: ada, isAllowed: true }, 'wrong-state'],
    ['an offer taken back', offering, { by: 'withdraw-draw', userId: ada }, 'RUNNING draw-closed'],
    ['an offer of the other taken back', offering, { by: 'withdraw-draw', userId: bob }, 'nothing'],
    ['an offer declined', offering, { by: 'decline-draw', userId: bob }, 'RUNNING draw-closed'],
    ['an own offer declined', offering, { by: 'decline-draw', userId: ada }, 'nothing'],
    ['an offer right after one that was closed', facts('RUNNING', closedAt(startsAt + 1)), offer, 'draw-too-soon'],
    ['an offer a minute later', facts('RUNNING', closedAt(startsAt)), offer, 'RUNNING draw-offered'],
    [
      'an offer after an own submission alone',
      facts('RUNNING', { ...closedAt(startsAt + 1), submissions: [submission('a', ada, 5, 'WA')] }),
      offer,
      'draw-too-soon',
    ],
    [
      'an offer after the other has submitted',
      facts('RUNNING', { ...closedAt(startsAt + 1), submissions: [submission('a', bob, 5, 'WA')] }),
      offer,
      'RUNNING draw-offered',
    ],
    [
      'agreeing right after an own offer was closed',
      facts('RUNNING', closedAt(startsAt + 1, true)),
      offer,
      'FINISHED draw-offered finished',
    ],
    ['a latecomer', group, { by: 'join', player: guest(stranger), hasWatched: false }, 'RUNNING joined'],
    ['a latecomer who has watched', group, { by: 'join', player: guest(stranger), hasWatched: true }, 'has-watched'],
    ['a late deadline', facts('COUNTDOWN'), { by: 'timer', kind: 'ready-deadline' }, 'nothing'],
    ['invite expires', facts('LOBBY'), { by: 'timer', kind: 'invite-expiry' }, 'ABORTED aborted'],
    ['start', facts('COUNTDOWN'), { by: 'timer', kind: 'start' }, 'RUNNING started'],
    ['start twice', facts('RUNNING'), { by: 'timer', kind: 'start' }, 'nothing'],
    ['submit', facts('RUNNING'), submit, 'RUNNING submitted'],
    ['submit in the countdown', facts('COUNTDOWN'), submit, 'wrong-state'],
    ['submit after the end', facts('FINISHED'), submit, 'wrong-state'],
    ['submit in an outage', facts('SUSPENDED'), submit, 'execution-suspended'],
    ['a stranger submits', facts('RUNNING'), { ...submit, userId: stranger }, 'not-a-player'],
    ['resign', facts('RUNNING'), { by: 'resign', userId: ada }, 'FINISHED finished'],
    ['resign in the countdown', facts('COUNTDOWN'), { by: 'resign', userId: ada }, 'FINISHED finished'],
    ['resign after the end', facts('FINISHED'), { by: 'resign', userId: ada }, 'wrong-state'],
    ['gone', facts('RUNNING'), { by: 'gone', userId: bob }, 'RUNNING gone'],
    ['gone twice', facts('RUNNING', goneBob), { by: 'gone', userId: bob }, 'nothing'],
    ['gone in an outage', facts('SUSPENDED'), { by: 'gone', userId: bob }, 'nothing'],
    ['back', facts('RUNNING', goneBob), { by: 'back', userId: bob }, 'RUNNING back'],
    ['back without having gone', facts('RUNNING'), { by: 'back', userId: bob }, 'nothing'],
    ['forfeit', facts('RUNNING', goneBob), { by: 'timer', kind: `forfeit:${bob}` }, 'FINISHED finished'],
    ['forfeit of one who came back', facts('RUNNING'), { by: 'timer', kind: `forfeit:${bob}` }, 'nothing'],
    ['time is up', facts('RUNNING'), { by: 'timer', kind: 'end' }, 'FINISHED finished'],
    [
      'time is up with a submission unjudged',
      facts('RUNNING', { submissions: [submission('s1', ada, 7, null)] }),
      { by: 'timer', kind: 'end' },
      'JUDGING judging',
    ],
    [
      'the last verdict after the time',
      facts('JUDGING', { endedAt: endsAt, submissions: [submission('s1', ada, 7, null)] }),
      wrong('s1'),
      'FINISHED judged finished',
    ],
    ['suspend', facts('RUNNING'), { by: 'suspend', reason: 'no runner', since: startsAt + 50_000 }, 'SUSPENDED suspended'],
    ['suspend the finished', facts('FINISHED'), { by: 'suspend', reason: 'no runner', since: startsAt + 50_000 }, 'nothing'],
    ['resume', facts('SUSPENDED', { suspendedSince: startsAt }), { by: 'resume', until: startsAt + 55_000 }, 'RUNNING resumed'],
    ['outage too long', facts('SUSPENDED'), { by: 'timer', kind: 'outage-limit' }, 'VOID voided'],
    ['called off', facts('RUNNING'), { by: 'void', userId: 'admin', note: 'why' }, 'VOID voided'],
    ['called off after the end', facts('FINISHED'), { by: 'void', userId: 'admin', note: 'why' }, 'nothing'],
    ['verdict of an unknown submission', facts('RUNNING'), accepted('s9'), 'nothing'],
    ['verdict after the end', facts('FINISHED', { submissions: [submission('s1', ada, 7, null)] }), accepted('s1'), 'nothing'],
    ['a verdict arriving twice', facts('RUNNING', { submissions: [submission('s1', ada, 7, 'WA')] }), accepted('s1'), 'nothing'],
    ['rematch too early', facts('RUNNING'), { by: 'rematch', userId: ada, battleId: 'b2' }, 'wrong-state'],
    ['rematch', facts('FINISHED'), { by: 'rematch', userId: ada, battleId: 'b2' }, 'FINISHED rematch'],
  ])('%s', (_name, given, input, expected) => {
    // Timers come when they are due.
    const dueAt = input.by === 'timer' ? timerDueAt(given, input.kind) : null
    expect(outcome(given, input, dueAt ?? undefined)).toBe(expected)
  })

  test('an outage that begins after the time is up lengthens nothing', () => {
    const late: BattleInput = { by: 'suspend', reason: 'no runner', since: endsAt }
    expect(outcome(facts('RUNNING'), late, endsAt + 1_000)).toBe('nothing')
    expect(outcome(facts('RUNNING'), { ...late, since: endsAt - 1 }, endsAt + 1_000)).toBe('SUSPENDED suspended')
  })

  test('a timer that was taken before its moment was put off does nothing', () => {
    expect(outcome(facts('RUNNING'), { by: 'timer', kind: 'end' }, endsAt - 1)).toBe('nothing')
    expect(outcome(facts('RUNNING', goneBob), { by: 'timer', kind: `forfeit:${bob}` }, startsAt + 69_999)).toBe('nothing')
    const suspended = facts('SUSPENDED', { suspendedSince: startsAt + 1 })
    expect(outcome(suspended, { by: 'timer', kind: 'outage-limit' }, startsAt + 15 * 60_000)).toBe('nothing')
    expect(outcome(facts('COUNTDOWN'), { by: 'timer', kind: 'start' }, startsAt - 1)).toBe('nothing')
  })

  test.each([
    ['resigns', { by: 'resign', userId: ada } as const, {}],
    ['stays away', { by: 'timer', kind: `forfeit:${ada}` } as const, { forfeitAt: startsAt + 50_000 }],
  ])('who %s with a solution on its way to its verdict wins by it', (_how, input, change) => {
    const players = facts('RUNNING').players.map((player) => (player.userId === ada ? { ...player, ...change } : player))
    const given = facts('RUNNING', { players, submissions: [submission('s1', ada, 7, null), submission('s2', bob, 8, null)] })
    expect(outcome(given, input)).toBe('JUDGING left judging')
    const left = players.map((player) => (player.userId === ada ? { ...player, leftBecause: 'resigned' as const } : player))
    const judging = facts('JUDGING', { ...given, state: 'JUDGING', players: left, endedAt: startsAt + 60_000 })
    const decision = decideBattle(judging, accepted('s1'), startsAt + 61_000)
    expect(decision).toMatchObject({
      effects: { state: 'FINISHED', events: [{}, { d: { reason: 'accepted', winnerId: ada, winningSubmissionId: 's1' } }] },
    })
  })

  test('where both are away nobody wins by having been missed a moment later', () => {
    const players = facts('RUNNING').players.map((player, index) => ({ ...player, forfeitAt: startsAt + 50_000 + index }))
    const given = facts('RUNNING', { players })
    expect(outcome(given, { by: 'timer', kind: `forfeit:${ada}` })).toBe('FINISHED left left finished')
    const decision = decideBattle(given, { by: 'timer', kind: `forfeit:${ada}` }, startsAt + 60_000)
    expect(decision).toMatchObject({ effects: { events: [{}, {}, { d: { reason: 'forfeit', winnerId: null } }] } })
  })

  test('a submission at the very end is too late', () => {
    expect(outcome(facts('RUNNING'), submit, endsAt - 1)).toBe('RUNNING submitted')
    expect(outcome(facts('RUNNING'), submit, endsAt)).toBe('wrong-state')
  })

  test('a fourth unjudged submission is refused', () => {
    const submissions = [1, 2, 3].map((seq) => submission(`s${seq}`, ada, seq, null))
    expect(outcome(facts('RUNNING', { submissions }), submit)).toBe('too-many-submissions')
  })

  test('a start that fires late gives the full time', () => {
    const decision = decideBattle(facts('COUNTDOWN'), { by: 'timer', kind: 'start' }, startsAt + 4_000)
    if (decision.kind !== 'effects') throw new Error('no effects')
    expect(decision.effects.set).toEqual({ startsAt: startsAt + 4_000, endsAt: startsAt + 4_000 + 1_200_000 })
  })

  test.each([
    ['noticed late', startsAt + 40_000, startsAt + 40_000],
    ['that began before the start', startsAt - 9_000, startsAt],
    ['of a clock that is ahead', startsAt + 90_000, startsAt + 60_000],
  ])('an outage %s stops the clock when it began', (_name, since, expected) => {
    const decision = decideBattle(facts('RUNNING'), { by: 'suspend', reason: 'no runner', since }, startsAt + 60_000)
    expect(decision).toMatchObject({ kind: 'effects', effects: { set: { suspendedSince: expected } } })
  })

  test('an outage moves the end by exactly its length', () => {
    const decision = decideBattle(
      facts('SUSPENDED', { suspendedSince: startsAt + 10_000 }),
      { by: 'resume', until: startsAt + 55_000 },
      startsAt + 55_000,
    )
    if (decision.kind !== 'effects') throw new Error('no effects')
    expect(decision.effects.set).toEqual({ suspendedSince: null, suspendedMs: 45_000, endsAt: endsAt + 45_000 })
    expect(decision.effects.timers).toEqual({ 'outage-limit': null, end: endsAt + 45_000 })
  })
})

describe('the winner', () => {
  const both = [submission('s1', ada, 7, null), submission('s2', bob, 8, null)]

  test('an accepted verdict waits for what was received earlier', () => {
    expect(outcome(facts('RUNNING', { submissions: both }), accepted('s2'))).toBe('JUDGING judged judging')
  })

  test('an accepted verdict does not wait for what was received later', () => {
    expect(outcome(facts('RUNNING', { submissions: both }), accepted('s1'))).toBe('FINISHED judged finished')
  })

  test.each([
    ['s1 then s2', ['s1', 's2']],
    ['s2 then s1', ['s2', 's1']],
  ])('is the earliest receipt whatever the order of verdicts: %s', (_name, order) => {
    let now = facts('RUNNING', { submissions: both })
    let winner: unknown
    for (const id of order) {
      const decision = decideBattle(now, accepted(id), startsAt + 60_000)
      if (decision.kind !== 'effects') continue
      const end = decision.effects.events.find((event) => event.t === 'battle:finished')
      if (end?.t === 'battle:finished') winner = end.d.winnerId
      now = {
        ...now,
        state: decision.effects.state,
        submissions: now.submissions.map((known) => (known.id === id ? { ...known, verdict: 'AC' as const } : known)),
      }
    }
    expect(winner).toBe(ada)
  })

  test('the battle ends at the receipt of the winning submission', () => {
    const decision = decideBattle(facts('RUNNING', { submissions: both }), accepted('s1'), startsAt + 60_000)
    if (decision.kind !== 'effects') throw new Error('no effects')
    expect(decision.effects.set.endedAt).toBe(startsAt + 7_000)
  })

  test('a rated end rates both, an unrated one nobody', () => {
    const rated = decideBattle(facts('RUNNING'), { by: 'resign', userId: ada }, startsAt + 1)
    const casual = facts('RUNNING', { rules: { ...facts('RUNNING').rules, isRanked: false } })
    const unrated = decideBattle(casual, { by: 'resign', userId: ada }, startsAt + 1)
    const ratings = [rated, unrated].map((decision) =>
      decision.kind === 'effects' && decision.effects.events[0]?.t === 'battle:finished'
        ? decision.effects.events[0].d.ratings
        : null,
    )
    expect(ratings[0]?.map((change) => Math.sign(change.after - change.before))).toEqual([-1, 1])
    expect(ratings[1]).toEqual([])
  })
})
