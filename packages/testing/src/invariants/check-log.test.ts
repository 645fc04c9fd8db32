import { chainStart } from '@eduscale/record/hash-chain'
import { describe, expect, test } from 'vitest'
import type { BattleLog } from './battle-log'
import { checkLog } from './check-log'

type Told = [type: string, data: Record<string, unknown>, at?: number]

const limitMs = 60_000
const ended = { winnerTeam: null, ratings: [] }

/** A battle of two or more, from before there were hashes; each event a millisecond after the one before, unless it says when. */
function battle(told: readonly Told[], change: Partial<BattleLog> = {}): BattleLog {
  return {
    id: 'battle',
    state: 'FINISHED',
    rules: { isRanked: false, format: 'group', scoring: 'first-solve' },
    endsAt: null,
    suspendedMs: 0,
    winnerId: null,
    headHash: chainStart,
    events: told.map(([type, data, at], index) => ({
      seq: index + 1,
      type,
      data,
      at: new Date(at ?? index),
      actor: null,
      hash: '',
    })),
    players: ['ada', 'bo'].map((userId) => ({ userId, team: null, leftBecause: null })),
    submissions: [],
    ...change,
  }
}

const begun: readonly Told[] = [
  ['battle:created', {}],
  ['battle:countdown', {}],
  ['battle:started', { endsAt: new Date(limitMs).toISOString() }],
]

function submission(id: string, userId: string, recvSeq: number, bytes = 1) {
  return { id, userId, recvSeq, receivedAt: new Date(recvSeq - 1), bytes }
}

function standing(userId: string, place: number, given: Record<string, unknown>) {
  return { userId, team: null, place, points: 0, bytes: null, solvedAt: null, submissionId: null, ...given }
}

function solved(id: string, recvSeq: number, bytes = 1) {
  return { points: 100, bytes, solvedAt: new Date(recvSeq - 1).toISOString(), submissionId: id }
}

const found = (log: BattleLog) => checkLog(log, { graceMs: 0 }).map(({ invariant, what }) => `${invariant} ${what}`)

/** A group in which all have solved, the second of them first. */
function groupWonBy(winnerId: string): BattleLog {
  return battle(
    [
      ...begun,
      ['battle:submitted', { submissionId: 'wrong' }],
      ['battle:submitted', { submissionId: 'first' }],
      ['battle:submitted', { submissionId: 'second' }],
      // The later one has its verdict earlier, and that changes nothing.
      ['battle:judged', { submissionId: 'second', verdict: 'AC' }],
      ['battle:judged', { submissionId: 'wrong', verdict: 'WA' }],
      ['battle:judged', { submissionId: 'first', verdict: 'AC' }],
      ['battle:finished', { reason: 'solved', winnerId, winningSubmissionId: 'first', ...ended }],
    ],
    {
      winnerId,
      submissions: [submission('wrong', 'ada', 4), submission('first', 'bo', 5), submission('second', 'ada', 6)],
    },
  )
}

test('whoever was received first has won, in a group as in a duel', () => {
  expect(found(groupWonBy('bo'))).toEqual([])
  const wrong = found(groupWonBy('ada'))
  expect(wrong).toEqual([
    expect.stringMatching(/^I10 the earliest accepted submission is first of bo/),
    expect.stringMatching(/^I10 winnerId is ada, and by the rules bo$/),
  ])
})

describe('the outcome follows from what was received', () => {
  type Outcome = Record<string, unknown> & { winnerId: string }
  const judged = (scoring: string, told: readonly Told[], outcome: Outcome, change: Partial<BattleLog> = {}) =>
    battle([...begun, ...told, ['battle:finished', { reason: 'time', ...ended, ...outcome }, limitMs]], {
      rules: { isRanked: false, format: 'group', scoring },
      winnerId: outcome.winnerId,
      ...change,
    })
  const points = (better: 'ada' | 'bo') =>
    judged(
      'points',
      [
        ['battle:submitted', { submissionId: 'half' }],
        ['battle:submitted', { submissionId: 'most' }],
        ['battle:judged', { submissionId: 'half', verdict: 'WA', points: 50 }],
        ['battle:judged', { submissionId: 'most', verdict: 'WA', points: 80 }],
      ],
      {
        winnerId: better,
        winningSubmissionId: 'most',
        standings: [
          standing('bo', 1, { points: 80, submissionId: 'most' }),
          standing('ada', 2, { points: 50, submissionId: 'half' }),
        ],
      },
      { submissions: [submission('half', 'ada', 4), submission('most', 'bo', 5)] },
    )
  const bytes = (long: number) =>
    judged(
      'fewest-bytes',
      [
        ['battle:submitted', { submissionId: 'long' }],
        ['battle:submitted', { submissionId: 'short' }],
        ['battle:judged', { submissionId: 'long', verdict: 'AC', points: 100 }],
        ['battle:judged', { submissionId: 'short', verdict: 'AC', points: 100 }],
      ],
      {
        winnerId: 'bo',
        winningSubmissionId: 'short',
        standings: [standing('bo', 1, solved('short', 5, 20)), standing('ada', 2, solved('long', 4, 30))],
      },
      { submissions: [submission('long', 'ada', 4, long), submission('short', 'bo', 5, 20)] },
    )
  const teams = (winnerTeam: number) =>
    judged(
      'first-solve',
      [
        ['battle:submitted', { submissionId: 'first' }],
        ['battle:judged', { submissionId: 'first', verdict: 'AC', points: 100 }],
      ],
      {
        reason: 'accepted',
        winnerId: 'bo',
        winnerTeam,
        winningSubmissionId: 'first',
        standings: [
          standing('bo', 1, { team: 2, ...solved('first', 4) }),
          standing('cy', 1, { team: 2 }),
          standing('ada', 2, { team: 1 }),
        ],
      },
      {
        rules: { isRanked: false, format: 'teams', scoring: 'first-solve' },
        players: (
          [
            ['ada', 1],
            ['bo', 2],
            ['cy', 2],
          ] as const
        ).map(([userId, team]) => ({ userId, team, leftBecause: null })),
        submissions: [submission('first', 'bo', 4)],
      },
    )

  test.each([
    ['points', points('bo'), points('ada'), 'I10 winnerId is ada, and by the rules bo'],
    ['fewest bytes', bytes(30), bytes(10), 'I10 winnerId is bo, and by the rules ada'],
    ['teams', teams(2), teams(1), 'I10 winnerTeam is 1, and by the rules 2'],
  ])('%s', (_scoring, right, wrong, what) => {
    expect(found(right)).toEqual([])
    expect(found(wrong)).toContain(what)
  })

  test('and so do places', () => {
    const log = points('bo')
    Object.assign(log.players[0] ?? {}, { userId: 'eve' })
    expect(found(log)).toEqual(['I10 the places do not follow from what was received'])
  })

  test('a ranked battle has ratings', () => {
    const log = points('bo')
    log.rules.isRanked = true
    expect(found(log)).toEqual(['I8 the ratings do not follow from the result'])
  })
})

describe('a battle ends when it is to end', () => {
  const over = (at: number, reason: 'time' | 'resigned'): Told => ['battle:finished', { reason, winnerId: null, ...ended }, at]
  const outage: readonly Told[] = [
    ['battle:suspended', {}, 30_000],
    ['battle:resumed', { outageMs: 90_000, endsAt: new Date(150_000).toISOString() }, 120_000],
  ]
  test.each<[what: string, told: readonly Told[], expected: string[]]>([
    ['at its time', [over(limitMs + 2_000, 'time')], []],
    ['a little late', [over(limitMs + 2_001, 'time')], ['I9 event 4 (battle:finished) comes 2001 ms after the end']],
    ['a little early', [over(limitMs - 1, 'time')], ['I9 event 4 (battle:finished) comes 1 ms before the time was up']],
    [
      'with a submission of the last moment',
      [
        ['battle:submitted', {}, limitMs - 1],
        ['battle:judging', { endedAt: new Date(limitMs).toISOString() }, limitMs],
      ],
      [],
    ],
    [
      'with a submission of the moment after',
      [['battle:submitted', {}, limitMs], over(limitMs, 'time')],
      ['I9 event 4 (battle:submitted) comes 0 ms after the end, and was received'],
    ],
    ['later, by an outage', [...outage, over(150_000, 'time')], []],
    [
      'too early after an outage',
      [...outage, over(149_000, 'time')],
      ['I9 event 6 (battle:finished) comes 1000 ms before the time was up'],
    ],
    ['given up in an outage', [['battle:suspended', {}, 30_000], over(900_000, 'resigned')], []],
  ])('%s', (_what, told, expected) => {
    expect(found(battle([...begun, ...told])).filter((violation) => violation.startsWith('I9'))).toEqual(expected)
  })
})

describe('whoever loses by staying away was gone', () => {
  const gone: Told = ['battle:gone', { userId: 'ada' }]
  const over: Told = ['battle:finished', { reason: 'forfeit', winnerId: 'bo', ...ended }]
  test.each<[what: string, told: readonly Told[], isRight: boolean]>([
    ['gone', [gone, over], true],
    ['gone, and told so', [gone, ['battle:left', { userId: 'ada', reason: 'forfeit' }], over], true],
    ['there', [over], false],
    ['back', [gone, ['battle:back', { userId: 'ada' }], over], false],
    ['gone before an outage', [gone, ['battle:suspended', {}], ['battle:resumed', {}], over], false],
    ['another one', [gone, ['battle:left', { userId: 'bo', reason: 'forfeit' }], over], false],
  ])('%s', (_what, told, isRight) => {
    const violations = found(battle([...begun, ...told])).filter((violation) => violation.startsWith('I4 a forfeit'))
    expect(violations).toHaveLength(isRight ? 0 : 1)
  })
})

describe('events come where the rules make them', () => {
  const ready: readonly Told[] = [
    ['battle:created', {}],
    ['battle:ready-check', {}],
  ]
  test.each<[what: string, told: readonly Told[], isLegal: boolean, change?: Partial<BattleLog>]>([
    ['a seat is taken in the ready check', [...ready, ['battle:joined', {}]], false],
    ['a seat is taken in the countdown', [...begun.slice(0, 2), ['battle:joined', {}]], false],
    ['a seat is taken late', [...begun, ['battle:joined', {}]], false],
    [
      'a seat is taken late, where that is allowed',
      [...begun, ['battle:joined', {}]],
      true,
      { rules: { isRanked: false, mayJoinLate: true } },
    ],
    ['called off in the countdown', [...begun.slice(0, 2), ['battle:aborted', {}]], false],
    ['given up in the countdown', [...begun.slice(0, 2), ['battle:left', { reason: 'resigned' }]], true],
    ['missed in the countdown', [...begun.slice(0, 2), ['battle:left', { reason: 'forfeit' }]], false],
    ['missed in an outage', [...begun, ['battle:suspended', {}], ['battle:left', { reason: 'forfeit' }]], false],
    ['given up while judged', [...begun, ['battle:judging', {}], ['battle:left', { reason: 'resigned' }]], false],
    ['back while judged', [...begun, ['battle:judging', {}], ['battle:back', {}]], true],
    ['back in an outage', [...begun, ['battle:suspended', {}], ['battle:back', {}]], false],
    ['void by an outage that there was not', [...begun, ['battle:voided', { reason: 'outage' }]], false],
    ['void by an administrator', [...begun, ['battle:voided', { reason: 'admin' }]], true],
    ['over by time in an outage', [...begun, ['battle:suspended', {}], ['battle:finished', { reason: 'time' }]], false],
  ])('%s', (_what, told, isLegal, change = {}) => {
    const illegal = found(battle(told, change)).filter((violation) => violation.startsWith('I4 event'))
    expect(illegal).toHaveLength(isLegal ? 0 : 1)
  })
})
