import { problemSchema } from '@eduscale/contracts/problem'
import { expect, test } from 'vitest'
import { isPartial, judgingFacts } from './judging-facts'

const plain = problemSchema.parse({
  slug: 'p',
  title: 'P',
  difficulty: 'easy',
  skills: [],
  statementHtml: '',
  samples: [],
  limits: { timeMs: 1000, memoryMb: 64 },
  starters: {},
})

test('nothing is said about a plain problem', () => expect(judgingFacts(plain)).toEqual([]))

test.each([
  [{ io: 'interactive', maxPasses: 2 }, [{ is: 'passes', count: 2 }]],
  [{ isScored: true, points: { max: 100, groups: 4 } }, [{ is: 'points', max: 100, groups: 4 }]],
  [{ isScored: true }, [{ is: 'points', max: null, groups: 0 }]],
] as const)('what is unusual is named: %j', (change, facts) => {
  expect(judgingFacts(problemSchema.parse({ ...plain, ...change }))).toEqual(facts)
})

test.each([
  ['AC', 50, { max: 100, groups: 4 }, true],
  ['AC', 100, { max: 100, groups: 4 }, false],
  ['AC', null, { max: 100, groups: 4 }, false],
  ['AC', 50, { max: null, groups: 4 }, false],
  ['AC', 50, null, false],
  ['WA', 50, { max: 100, groups: 4 }, false],
] as const)('%s with %s points of %j is partial: %s', (verdict, score, points, expected) => {
  expect(isPartial({ verdict, score }, { points })).toBe(expected)
})
