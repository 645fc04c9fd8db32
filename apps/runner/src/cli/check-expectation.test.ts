import type { TestResult } from '@eduscale/contracts/judge'
import type { Verdict } from '@eduscale/contracts/verdict'
import type { Expectation, ExpectationRule } from '@eduscale/problem-package/problem-package'
import { expect, test } from 'vitest'
import { emptyResult } from '../judge/test-result'
import { findSurprise } from './check-expectation'

const plain: Expectation = { verdicts: null, isPartial: false, score: null, rules: [] }
const rule: ExpectationRule = {
  tests: '',
  permitted: ['AC', 'WA', 'TLE', 'RTE'],
  required: [],
  score: null,
  message: null,
  timeLimit: 'by-verdicts',
}
const group = (name: string, score: number) => ({ name, verdict: 'AC' as const, score, maxScore: 50 })

function outcome(verdict: Verdict, score: number | null = null) {
  const one = (name: string, own: Verdict, judgeMessage: string | null = null): TestResult => ({
    ...emptyResult({ name, isSample: false }),
    verdict: own,
    judgeMessage,
  })
  const tests = [one('sample/1', 'AC'), one('secret/a/1', verdict, 'edge 7 is missing'), one('secret/b/1', 'SKIPPED')]
  return { verdict, tests, score, groups: [group('secret/a', 30)], maxScore: 100 }
}

test.each<[name: string, expectation: Partial<Expectation>, verdict: Verdict, score: number | null, surprise: RegExp | null]>([
  ['one of the verdicts', { verdicts: ['WA', 'TLE'] }, 'TLE', null, null],
  ['none of them', { verdicts: ['WA', 'TLE'] }, 'AC', null, /expected WA or TLE/],
  ['an internal error is never expected', { rules: [rule] }, 'IE', null, /failed/],
  ['part of the points', { verdicts: ['AC'], isPartial: true }, 'AC', 40, null],
  ['all of them instead', { verdicts: ['AC'], isPartial: true }, 'AC', 100, /less than all 100/],
  ['a score', { score: { min: 40, max: 40 } }, 'AC', 40.000_000_1, null],
  ['another score', { score: { min: 40, max: 60 } }, 'AC', 39, /a score of 40 to 60/],
  ['permitted', { rules: [{ ...rule, permitted: ['AC', 'WA'] }] }, 'WA', null, null],
  ['not permitted', { rules: [{ ...rule, permitted: ['AC'] }] }, 'WA', null, /WA on secret\/a\/1, permitted are AC/],
  ['required', { rules: [{ ...rule, required: ['TLE', 'RTE'] }] }, 'RTE', null, null],
  ['memory counts as a crash', { rules: [{ ...rule, required: ['RTE'] }] }, 'MLE', null, null],
  ['required and absent', { rules: [{ ...rule, required: ['TLE'] }] }, 'WA', null, /no test ended with TLE/],
  [
    'required elsewhere',
    { rules: [{ ...rule, tests: 'sample', required: ['WA'] }] },
    'WA',
    null,
    /sample: no test ended with WA/,
  ],
  ['required in a group', { rules: [{ ...rule, tests: 'secret/{a,c}', required: ['WA'] }] }, 'WA', null, null],
  ["a group's score", { rules: [{ ...rule, tests: 'secret/a', score: { min: 30, max: 30 } }] }, 'AC', 30, null],
  ["a group's other score", { rules: [{ ...rule, tests: 'secret/a', score: { min: 50, max: 50 } }] }, 'AC', 50, /it is 30/],
  ['a message', { rules: [{ ...rule, message: 'edge 7' }] }, 'WA', null, null],
  ['another message', { rules: [{ ...rule, message: 'edge 8' }] }, 'WA', null, /no judge message says "edge 8"/],
  ['what does not compile has done nothing', { rules: [rule] }, 'CE', null, /does not compile/],
])('%s', (_name, expectation, verdict, score, surprise) => {
  const found = findSurprise({ ...plain, ...expectation }, outcome(verdict, score))
  if (surprise === null) expect(found).toBeNull()
  else expect(found).toMatch(surprise)
})
