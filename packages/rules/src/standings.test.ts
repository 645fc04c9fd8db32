import { describe, expect, test } from 'vitest'
import { initialGroupRating, rateSides } from './group-rating'
import { pointsOf, rankContenders, type Contender, type ReceivedSubmission } from './standings'

function submission(seq: number, given: Partial<ReceivedSubmission> = {}): ReceivedSubmission {
  return { id: `s${seq}`, seq, receivedAt: seq * 1_000, verdict: 'AC', points: 100, bytes: 50, ...given }
}

function contender(userId: string, submissions: ReceivedSubmission[], given: Partial<Contender> = {}): Contender {
  return { userId, team: null, hasLeft: false, submissions, ...given }
}

const wrong = { verdict: 'WA', points: 0 } as const
const places = (scoring: Parameters<typeof rankContenders>[0], ...contenders: Contender[]) =>
  rankContenders(scoring, contenders).map((row) => `${row.place} ${row.userId}`)

describe('places', () => {
  test.each<[string, string[], string[]]>([
    [
      'the first solution counts, not the number of attempts',
      places('first-solve', contender('a', [submission(1, wrong), submission(5)]), contender('b', [submission(3)])),
      ['1 b', '2 a'],
    ],
    [
      'those without a solution share the last place',
      places('first-solve', contender('a', []), contender('b', [submission(2, wrong)]), contender('c', [submission(4)])),
      ['1 c', '2 a', '2 b'],
    ],
    [
      'a solution stands when its author leaves, and nothing else does',
      places(
        'first-solve',
        contender('a', [submission(1)], { hasLeft: true }),
        contender('b', [], { hasLeft: true }),
        contender('c', []),
      ),
      ['1 a', '2 c', '3 b'],
    ],
    [
      'an accepted submission with some of the points is no solution',
      places('first-solve', contender('a', [submission(1, { points: 40 })]), contender('b', [submission(2)])),
      ['1 b', '2 a'],
    ],
    [
      'the most points, and of equals the earlier',
      places(
        'points',
        contender('a', [submission(3, { points: 60 })]),
        contender('b', [submission(1, { points: 30 }), submission(2, { points: 60 })]),
        contender('c', [submission(4, { points: 70 })]),
      ),
      ['1 c', '2 b', '3 a'],
    ],
    [
      'the fewest bytes of a solution, and of equals the earlier',
      places(
        'fewest-bytes',
        contender('a', [submission(1, { bytes: 90 }), submission(4, { bytes: 20 })]),
        contender('b', [submission(2, { bytes: 20 })]),
        contender('c', [submission(3, { ...wrong, bytes: 5 })]),
      ),
      ['1 b', '2 a', '3 c'],
    ],
    [
      'a team is as good as its best, and shares its place',
      places(
        'first-solve',
        contender('a', [submission(5)], { team: 1 }),
        contender('b', [], { team: 1 }),
        contender('c', [submission(3)], { team: 2 }),
        contender('d', [submission(1, wrong)], { team: 3 }),
      ),
      ['1 c', '2 a', '2 b', '3 d'],
    ],
  ])('%s', (_name, given, expected) => {
    expect(given).toEqual(expected)
  })
})

test('points are a share of what there is to get', () => {
  expect(pointsOf({ verdict: 'AC', score: null, max: null })).toBe(100)
  expect(pointsOf({ verdict: 'WA', score: null, max: null })).toBe(0)
  expect(pointsOf({ verdict: 'AC', score: 30, max: 120 })).toBe(25)
  expect(pointsOf({ verdict: 'AC', score: 500, max: 120 })).toBe(100)
})

describe('ratings of many', () => {
  const player = (side: string, place: number) => ({ rating: initialGroupRating, side, place })

  test('of two teams of two beginners: mu 26.96 and 23.04, sigma 8.18 by Plackett-Luce', () => {
    const [winner, , loser] = rateSides([player('a', 1), player('a', 1), player('b', 2), player('b', 2)])
    expect((winner?.rating ?? 0) / 60).toBeCloseTo(26.964, 1)
    expect((loser?.rating ?? 0) / 60).toBeCloseTo(23.036, 1)
    expect((winner?.deviation ?? 0) / 60).toBeCloseTo(8.18, 1)
  })

  test('go by place, and equals stay equal', () => {
    const after = rateSides([player('a', 2), player('b', 1), player('c', 3), player('d', 3)]).map((row) => row.rating)
    const [a = 0, b = 0, c = 0, d = 0] = after
    expect(b).toBeGreaterThan(a)
    expect(a).toBeGreaterThan(c)
    expect(c).toBeCloseTo(d, 6)
    expect(after.every((rating) => Number.isFinite(rating))).toBe(true)
  })
})
