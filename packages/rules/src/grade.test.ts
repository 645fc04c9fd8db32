import type { TestGroup } from '@eduscale/contracts/test-set'
import type { Verdict } from '@eduscale/contracts/verdict'
import { expect, test } from 'vitest'
import { grade, groupOf, isSkipped } from './grade'

const group = (name: string, change: Partial<TestGroup> = {}): TestGroup => ({
  name,
  onReject: 'break',
  verdict: 'worst-error',
  aggregate: 'sum',
  acceptScore: 1,
  rejectScore: 0,
  maxScore: null,
  ignoresSample: false,
  requires: [],
  ...change,
})
const results = (verdicts: Record<string, Verdict | [Verdict, number]>) =>
  Object.entries(verdicts).map(([name, given]) => {
    const [verdict, score] = typeof given === 'string' ? [given, null] : given
    return { name, isSample: name.startsWith('sample/'), verdict, score }
  })
const olympiad = [
  group('', { ignoresSample: true }),
  group('sample', { acceptScore: 0 }),
  group('secret'),
  group('secret/1', { aggregate: 'min', acceptScore: 30 }),
  group('secret/2', { aggregate: 'min', acceptScore: 70, maxScore: 70 }),
]

test.each<
  [what: string, groups: TestGroup[], tests: Record<string, Verdict | [Verdict, number]>, verdict: Verdict, score: number]
>([
  ['everything right', olympiad, { 'sample/1': 'AC', 'secret/1/a': 'AC', 'secret/1/b': 'AC', 'secret/2/a': 'AC' }, 'AC', 100],
  ['one group right', olympiad, { 'sample/1': 'AC', 'secret/1/a': 'AC', 'secret/1/b': 'AC', 'secret/2/a': 'TLE' }, 'TLE', 30],
  [
    'a group with one failure',
    olympiad,
    { 'sample/1': 'AC', 'secret/1/a': 'AC', 'secret/1/b': 'WA', 'secret/2/a': 'AC' },
    'WA',
    70,
  ],
  ['a skipped test of a failed group', olympiad, { 'secret/1/a': 'WA', 'secret/1/b': 'SKIPPED', 'secret/2/a': 'AC' }, 'WA', 70],
  ['a failed sample that is ignored', olympiad, { 'sample/1': 'WA', 'secret/1/a': 'AC', 'secret/2/a': 'AC' }, 'AC', 100],
  ['a sum of single points', [group('')], { a: 'AC', b: 'WA', c: 'AC' }, 'WA', 2],
  ['what validators say', [group('')], { a: ['AC', 2.5], b: ['AC', 4] }, 'AC', 6.5],
  ['a maximum that bounds them', [group('', { maxScore: 5 })], { a: ['AC', 2.5], b: ['AC', 4] }, 'AC', 5],
  ['an average', [group('', { aggregate: 'avg' })], { a: ['AC', 1], b: ['AC', 4] }, 'AC', 2.5],
  ['a best of', [group('', { aggregate: 'max', verdict: 'accept-if-any-accepted' })], { a: 'WA', b: ['AC', 4] }, 'AC', 4],
  ['none of any', [group('', { verdict: 'accept-if-any-accepted' })], { a: 'WA', b: 'RTE' }, 'RTE', 0],
  ['the first failure', [group('', { verdict: 'first-error' })], { a: 'WA', b: 'RTE' }, 'WA', 0],
  ['the worst failure', [group('')], { a: 'WA', b: 'RTE' }, 'RTE', 0],
  ['accepted whatever comes', [group('', { verdict: 'always-accept' })], { a: 'WA', b: 'AC' }, 'AC', 1],
  ['nothing', [group('')], {}, 'AC', 0],
  ['thirds', [group('', { acceptScore: 100 / 3 })], { a: 'AC', b: 'AC', c: 'AC' }, 'AC', 100],
])('%s', (_what, groups, tests, verdict, score) => {
  expect(grade(groups, results(tests))).toMatchObject({ verdict, score })
})

test('groups are told with their own points, without the root', () => {
  const { groups } = grade(olympiad, results({ 'sample/1': 'AC', 'secret/1/a': 'WA', 'secret/2/a': 'AC' }))
  expect(groups).toEqual([
    { name: 'sample', verdict: 'AC', score: 0, maxScore: null },
    { name: 'secret', verdict: 'WA', score: 70, maxScore: null },
    { name: 'secret/1', verdict: 'WA', score: 0, maxScore: null },
    { name: 'secret/2', verdict: 'AC', score: 70, maxScore: 70 },
  ])
})

test('a test belongs to the innermost group, and a name that only begins alike is another', () => {
  expect(groupOf(olympiad, 'secret/1/a')?.name).toBe('secret/1')
  expect(groupOf(olympiad, 'secret/10/a')?.name).toBe('secret')
  expect(groupOf(olympiad, 'sample/1')?.name).toBe('sample')
})

test.each<[what: string, name: string, index: number, done: Record<string, Verdict>, skipped: boolean]>([
  ['after a failure in its group', 'secret/1/b', 2, { 'secret/1/a': 'WA' }, true],
  ['after a failure elsewhere, where the parent breaks', 'secret/2/a', 2, { 'secret/1/a': 'WA' }, true],
  ['after successes', 'secret/1/b', 2, { 'secret/1/a': 'AC' }, false],
  ['before the failure', 'secret/1/a', 0, { 'secret/1/b': 'WA' }, false],
])('skipped: %s', (_what, name, index, done, skipped) => {
  const known = Object.entries(done).map(([test, verdict], i) => ({ name: test, index: i + 1, verdict }))
  expect(isSkipped(olympiad, { name, index, done: known })).toBe(skipped)
})

test('a group whose required one failed is skipped, wherever it stands', () => {
  const groups = [group('', { onReject: 'continue' }), group('a', { onReject: 'continue', requires: ['b'] }), group('b')]
  const done = [{ name: 'b/1', index: 5, verdict: 'WA' as const }]
  expect(isSkipped(groups, { name: 'a/1', index: 0, done })).toBe(true)
  expect(isSkipped(groups, { name: 'c/1', index: 9, done })).toBe(false)
})
