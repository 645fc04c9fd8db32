import type { TestResult } from '@eduscale/contracts/judge'
import { byTheRules, withChecked, withDefaultScore } from '../checked-result'
import { openChecker } from '../checker'
import type { Source } from '../program-files'
import { emptyResult } from '../test-result'
import type { Judged, TestCase, TestRunOptions } from '../test-runner'
import { compareByTokens, type Checker } from '../validators'
import type { JudgeKind } from './kind'

/**
 * The contestant sends what a program would have printed, a file per test called like it (`secret/03` is answered by `03.out` or
 * `03.ans`). A test without a file is a wrong answer, so that partial work gets its points.
 */
export const outputs: JudgeKind = {
  program: null,
  openTests: async (slot, options) => {
    const checker = await openChecker(slot, options, compareByTokens)
    return {
      mayRunAhead: false,
      start: () => null,
      judge: async (test) => withDefaultScore(await judgeOutput(test, checker, options), options.judging),
    }
  },
}

async function judgeOutput(test: TestCase, checker: Checker, { sources, judging }: TestRunOptions): Promise<Judged> {
  const result: TestResult = { ...emptyResult(test), verdict: 'WA', message: 'no output was given for this test' }
  const output = findOutput(test, sources)
  if (output === null || test.answer === null) return { result, error: null }
  const flags = test.validatorFlags ?? judging.validatorFlags
  const said = await checker.check({ input: test.input, answer: test.answer, output, flags, pass: 0 })
  const checked = byTheRules(said, { test, judging })
  return { result: withChecked(result, checked, { test, judging }), error: checked.error }
}

function findOutput({ name }: TestCase, sources: readonly Source[]): Buffer | null {
  const base = name.split('/').at(-1) ?? name
  const found = sources.find((source) => ['.out', '.ans'].some((ending) => source.name === `${base}${ending}`))
  return found ? Buffer.from(found.text) : null
}
