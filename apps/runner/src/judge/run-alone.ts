import { maxCapturedBytes, type TestResult } from '@eduscale/contracts/judge'
import type { RunResult, Slot } from '../sandbox/sandbox'
import type { AskedProgram } from './asked-program'
import { byTheRules, withChecked, withDefaultScore } from './checked-result'
import { openChecker, type Check } from './checker'
import { runSpec } from './limits'
import { withoutOutputMark } from './output-mark'
import { asksForPass, mayAskForPass, tooManyPasses, worseOf } from './passes'
import { isRunFailure, judgeRun } from './test-result'
import { showsOutput, type Judged, type TestCase, type TestRunner, type TestRunOptions } from './test-runner'
import type { Checker } from './validators'

interface RunOptions extends TestRunOptions {
  asked: AskedProgram
}

/** Runs a program by itself on each test, and then looks at what it left. */
export async function openRuns(slot: Slot, options: RunOptions, check: Check): Promise<TestRunner> {
  const { judging } = options
  const checker = await openChecker(slot, options, check)
  return {
    mayRunAhead: !mayAskForPass(judging) && !checker.usesSlot,
    start: (test) => slot.box.run(runSpec(options, test.input)),
    judge: async (test, started) => withDefaultScore(await judgePasses(slot, { test, started, checker, options }), judging),
  }
}

/** One run, or as many as the validator asks for. */
async function judgePasses(
  slot: Slot,
  {
    test,
    started,
    checker,
    options,
  }: { test: TestCase; started: Promise<RunResult> | null; checker: Checker; options: RunOptions },
): Promise<Judged> {
  const { judging, asked } = options
  let { input } = test
  let result: TestResult | null = null
  for (let pass = 0; pass < judging.maxPasses; pass += 1) {
    const whole = await ((pass === 0 ? started : null) ?? slot.box.run(runSpec(options, input)))
    const run = withoutOutputMark(whole, options.language)
    result = worseOf(result, judgeRun(run, test, { ...options, showsOutput: showsOutput(test, options) }))
    const output = outputOf(run, asked)
    if (asked.answerFile && showsOutput(test, options)) result.returned = cut(output)
    if (isRunFailure(result) || test.answer === null) return { result, error: null }
    if (output === null)
      return { result: { ...result, verdict: 'WA', message: asked.answerFile?.saidOfNone ?? null }, error: null }
    // With the mark: of a file that is too long only so much was handed out.
    if ((outputOf(whole, asked)?.length ?? 0) > options.limits.outputBytes)
      return { result: { ...result, verdict: 'OLE' }, error: null }
    const flags = test.validatorFlags ?? judging.validatorFlags
    const checked = byTheRules(await checker.check({ input, answer: test.answer, output, flags, pass }), { test, judging })
    result = withChecked(result, checked, { test, judging })
    if (!asksForPass(checked, judging)) return { result, error: checked.error }
    input = checked.nextPass
  }
  return tooManyPasses(test, result, judging)
}

function outputOf(run: RunResult, { answerFile }: AskedProgram): Buffer | null {
  return answerFile === null ? run.stdout : (run.collected[0] ?? null)
}

function cut(output: Buffer | null): string | null {
  return output?.subarray(0, maxCapturedBytes).toString() ?? null
}
