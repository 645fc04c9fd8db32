import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pairWaiting, queuePenaltyUntil, ratingWindow, type Waiting } from './matchmaking'

function waiting(id: string, change: Partial<Waiting> = {}): Waiting {
  return {
    id,
    userId: id,
    isRanked: true,
    difficulty: null,
    language: null,
    rating: 1500,
    deviation: 60,
    waitedMs: 0,
    recentOpponents: [],
    ...change,
  }
}

const pairs = (...open: Waiting[]) =>
  pairWaiting(open).map((pair) =>
    pair
      .map((one) => one.id)
      .toSorted()
      .join('-'),
  )

describe('who meets whom', () => {
  test.each<[string, Waiting[], string[]]>([
    ['nobody alone', [waiting('a')], []],
    ['two of a kind', [waiting('a'), waiting('b')], ['a-b']],
    ['an odd one waits', [waiting('a'), waiting('b'), waiting('c')], ['a-b']],
    ['nobody oneself', [waiting('a', { userId: 'x' }), waiting('b', { userId: 'x' })], []],
    ['the nearest rating', [waiting('a'), waiting('b', { rating: 1590 }), waiting('c', { rating: 1510 })], ['a-c']],
    [
      'the nearest two first, whoever was there before them',
      [
        waiting('a', { rating: 1400 }),
        waiting('b', { rating: 1490 }),
        waiting('c', { rating: 1500 }),
        waiting('d', { rating: 1410 }),
      ],
      ['a-d', 'b-c'],
    ],
    [
      'somebody who has waited long before a slightly better pair',
      [waiting('a', { waitedMs: 20_000 }), waiting('b', { rating: 1560 }), waiting('c', { rating: 1570 })],
      ['a-b'],
    ],
    ['too far apart at first', [waiting('a'), waiting('b', { rating: 1700 })], []],
    ['near enough after a while', [waiting('a', { waitedMs: 4_000 }), waiting('b', { rating: 1700 })], ['a-b']],
    ['anybody after a minute', [waiting('a', { waitedMs: 60_000 }), waiting('b', { rating: 2900 })], ['a-b']],
    [
      'different difficulties never',
      [waiting('a', { difficulty: 'easy', waitedMs: 99_000 }), waiting('b', { difficulty: 'hard' })],
      [],
    ],
    ['any difficulty with a certain one', [waiting('a', { difficulty: 'easy' }), waiting('b')], ['a-b']],
    ['different languages not at once', [waiting('a', { language: 'cpp' }), waiting('b', { language: 'java' })], []],
    [
      'different languages later',
      [waiting('a', { language: 'cpp', waitedMs: 15_000 }), waiting('b', { language: 'java' })],
      ['a-b'],
    ],
  ])('%s', (_name, open, expected) => {
    expect(pairs(...open)).toEqual(expected)
  })
})

describe('newcomers, whose rating is a guess', () => {
  const newcomer = { deviation: 350 }
  test.each<[string, Waiting[], string[]]>([
    ['meet wider', [waiting('a', newcomer), waiting('b', { rating: 1820 })], ['a-b']],
    ['but not without bounds', [waiting('a', newcomer), waiting('b', { rating: 1850 })], []],
    ['each other first', [waiting('a', newcomer), waiting('b'), waiting('c', newcomer)], ['a-c']],
    [
      'else whoever is nearer to what they can be relied on to be worth',
      [waiting('a', newcomer), waiting('b', { rating: 1500 }), waiting('c', { rating: 1250 })],
      ['a-c'],
    ],
  ])('%s', (_name, open, expected) => {
    expect(pairs(...open)).toEqual(expected)
  })
})

describe('ranked and casual', () => {
  const casual = { isRanked: false }
  test.each<[string, Waiting[], string[]]>([
    ['never meet', [waiting('a', { waitedMs: 99_000 }), waiting('b', casual)], []],
    ['casual takes little notice of the rating', [waiting('a', casual), waiting('b', { ...casual, rating: 1950 })], ['a-b']],
    ['but some', [waiting('a', casual), waiting('b', { ...casual, rating: 2100 })], []],
    ['and soon none', [waiting('a', { ...casual, waitedMs: 15_000 }), waiting('b', { ...casual, rating: 2900 })], ['a-b']],
  ])('%s', (_name, open, expected) => {
    expect(pairs(...open)).toEqual(expected)
  })
})

describe('the last three opponents', () => {
  const met = { recentOpponents: ['b'] }
  test.each<[string, Waiting[], string[]]>([
    ['not again at once', [waiting('a', met), waiting('b')], []],
    ['whichever of the two remembers', [waiting('b'), waiting('a', met)], []],
    ['somebody further away instead', [waiting('a', met), waiting('b'), waiting('c', { rating: 1580 })], ['a-c']],
    ['not after 45 seconds exactly', [waiting('a', { ...met, waitedMs: 45_000 }), waiting('b')], []],
    ['again when one has waited longer', [waiting('a', { ...met, waitedMs: 45_001 }), waiting('b')], ['a-b']],
    [
      'not while somebody else is there',
      [waiting('a', { ...met, waitedMs: 50_000 }), waiting('b'), waiting('c', { rating: 2500 })],
      ['a-c'],
    ],
    ['who may be met', [waiting('a', { ...met, waitedMs: 50_000 }), waiting('b'), waiting('c', { rating: 2900 })], ['a-b']],
    ['however far', [waiting('a', { ...met, waitedMs: 70_000 }), waiting('b'), waiting('c', { rating: 2700 })], ['a-c']],
  ])('%s', (_name, open, expected) => {
    expect(pairs(...open)).toEqual(expected)
  })
})

test('whatever the order of the tickets, the pairs are the same, and nobody is in two', () => {
  const ticket = fc.record({
    isRanked: fc.boolean(),
    difficulty: fc.constantFrom(null, 'easy' as const, 'hard' as const),
    language: fc.constantFrom(null, 'cpp', 'java'),
    rating: fc.integer({ min: 800, max: 2_400 }),
    deviation: fc.integer({ min: 45, max: 350 }),
    waitedMs: fc.integer({ min: 0, max: 90_000 }),
  })
  fc.assert(
    fc.property(fc.array(ticket, { maxLength: 24 }), fc.infiniteStream(fc.nat()), (tickets, order) => {
      const open = tickets.map((one, index) => waiting(`t${index}`, one))
      const shuffled = open
        .map((one) => ({ one, at: order.next().value ?? 0 }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ one }) => one)
      const made = pairs(...open)
      expect(pairs(...shuffled).toSorted()).toEqual(made.toSorted())
      const paired = made.flatMap((pair) => pair.split('-'))
      expect(new Set(paired).size).toBe(paired.length)
    }),
  )
})

test.each([
  [0, 60, 100],
  [10_000, 60, 350],
  [0, 350, 340],
  [60_000, 60, Number.POSITIVE_INFINITY],
])('the window after %d ms at a deviation of %d', (waitedMs, deviation, expected) => {
  expect(ratingWindow({ waitedMs, deviation, isRanked: true })).toBe(expected)
})

describe('who deserts matches waits', () => {
  const minute = 60_000
  const now = 10_000 * minute
  const ago = (...minutes: number[]) => minutes.map((minutesAgo) => now - minutesAgo * minute)
  test.each<[string, number[], number | null]>([
    ['nobody who has not', [], null],
    ['not for one', ago(0), null],
    ['a minute for two', ago(0, 30), 1],
    ['five for three', ago(0, 30, 40), 5],
    ['fifteen for four', ago(0, 1, 2, 3), 15],
    ['an hour for five', ago(0, 1, 2, 3, 4), 60],
    ['and for more', ago(0, 1, 2, 3, 4, 5, 6), 60],
    ['from the last one on', ago(3, 30, 40), 2],
    ['until it is over', ago(5, 30, 40), null],
    ['what is an hour old is forgotten', ago(0, 60, 61), null],
  ])('%s', (_name, desertions, minutes) => {
    expect(queuePenaltyUntil(desertions, now)).toBe(minutes === null ? null : now + minutes * minute)
  })
})
