import type { TestResult } from '@eduscale/contracts/judge'
import type { Slot } from '../../sandbox/sandbox'
import { plainProgram, type AskedProgram } from '../asked-program'
import { byTheRules, withChecked, withDefaultScore } from '../checked-result'
import { interact } from '../interact'
import { asksForPass, tooManyPasses, worseOf } from '../passes'
import { internalResult, isRunFailure, judgeRun } from '../test-result'
import { showsOutput, type Judged, type TestCase, type TestRunOptions } from '../test-runner'
import type { JudgeKind } from './kind'

/** A validator may think while the program waits for it. */
const program: AskedProgram = { ...plainProgram, spareWallMs: 5000 }

/** Program and validator talk to each other while both run. */
export const interactive: JudgeKind = {
  program,
  openTests: async (slot, options) => ({
    mayRunAhead: false,
    start: () => null,
    judge: async (test) => withDefaultScore(await judgeTalk(slot, test, { ...options, asked: program }), options.judging),
  }),
}

/**
 * The validator's word counts where the program ended well, and where it had rejected before the program ended: what a program does
 * whose partner is gone is not its fault alone. A write to that partner isn't either.
 */
async function judgeTalk(slot: Slot, test: TestCase, options: TestRunOptions): Promise<Judged> {
  const { judging } = options
  const flags = test.validatorFlags ?? judging.validatorFlags
  let { input } = test
  let result: TestResult | null = null
  for (let pass = 0; pass < judging.maxPasses; pass += 1) {
    const given = { input, answer: test.answer ?? Buffer.alloc(0), flags, pass }
    const interaction = await interact(slot, { limited: options, judging, test: given })
    if (typeof interaction === 'string') return { result: internalResult(test), error: interaction }
    const { run, isValidatorFirst } = interaction
    const checked = byTheRules(interaction.checked, { test, judging })
    result = worseOf(result, judgeRun(run, test, { ...options, showsOutput: showsOutput(test, options) }))
    // A validator's crash is the problem's fault, unless the program had failed before: the validator found its partner gone.
    if (checked.verdict === 'IE' && (isValidatorFirst || !isRunFailure(result)))
      return { result: { ...result, verdict: 'IE' }, error: checked.error }
    const isBrokenPipe = result.verdict === 'RTE' && result.signal === 'SIGPIPE'
    const isRejectedFirst = isValidatorFirst && checked.verdict === 'WA'
    if (isRunFailure(result) && !isBrokenPipe && !isRejectedFirst) return { result, error: null }
    result = withChecked(result, checked, { test, judging })
    if (!asksForPass(checked, judging)) return { result, error: checked.error }
    input = checked.nextPass
  }
  return tooManyPasses(test, result, judging)
}
