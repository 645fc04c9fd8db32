import { maxCapturedBytes, type TestResult } from '@eduscale/contracts/judge'
import type { Judging, TestGroup } from '@eduscale/contracts/test-set'
import { groupOf } from '@eduscale/rules/grade'
import type { RunResult, Slot } from '../sandbox/sandbox'
import { checkFunction } from './function-problem'
import { interact } from './interact'
import { outputPath, runSpec, type Limited } from './limits'
import { withoutOutputMark } from './output-mark'
import { emptyResult, isRunFailure, judgeRun } from './test-result'
import { compareByTokens, nothingChecked, prepareValidators, type Checked, type Checker } from './validators'

export interface TestCase {
  name: string
  isSample: boolean
  input: Buffer
  /** Null: nothing to compare with (a contestant's own input). */
  answer: Buffer | null
  /** Instead of the problem's own; null: those. */
  validatorFlags?: readonly string[] | null
}

export interface Judged {
  result: TestResult
  /** Why it is IE. */
  error: string | null
}

export interface TestRunOptions extends Limited {
  judging: Judging
  /** For authors: outputs of secret tests too. */
  isForAuthor?: boolean | undefined
}

/** Judges one test at a time in one slot. */
export interface TestRunner {
  /** The next test's program may run while this one's output is compared: nothing else needs the core. */
  mayRunAhead: boolean
  start(test: TestCase): Promise<RunResult> | null
  /** `started` is what `start` gave for the same test. */
  judge(test: TestCase, started: Promise<RunResult> | null): Promise<Judged>
  /** What a program would have written, for problems without one; null is nothing. */
  judgeOutput(test: TestCase, output: Buffer | null): Promise<Judged>
}

export async function createTestRunner(slot: Slot, options: TestRunOptions): Promise<TestRunner> {
  const { judging } = options
  const checker = await createChecker(slot, options)
  const isInteractive = judging.io.kind === 'interactive'
  return {
    mayRunAhead: !isInteractive && judging.maxPasses === 1 && !checker.usesSlot,
    start: (test) => (isInteractive ? null : slot.box.run(runSpec(options, test.input))),
    judge: async (test, started) => {
      const judged = isInteractive
        ? await judgeInteraction(slot, test, options)
        : await judgePasses(slot, { test, started, checker, options })
      return withDefaultScore(judged, judging)
    },
    judgeOutput: async (test, output) => {
      const result: TestResult = { ...emptyResult(test), verdict: 'WA', message: 'no output was given for this test' }
      if (output === null || test.answer === null) return withDefaultScore({ result, error: null }, judging)
      const flags = test.validatorFlags ?? judging.validatorFlags
      const said = await checker.check({ input: test.input, answer: test.answer, output, flags, pass: 0 })
      const checked = byTheRules(said, { test, judging })
      return withDefaultScore({ result: withChecked(result, checked, { test, judging }), error: checked.error }, judging)
    },
  }
}

async function createChecker(slot: Slot, { judging, speedStep }: TestRunOptions): Promise<Checker> {
  const { io, validators } = judging
  if (validators.length > 0) return prepareValidators(slot, judging, speedStep)
  const check = io.kind === 'function' ? checkFunction(io.signature) : compareByTokens
  return {
    usesSlot: false,
    check: async (input) => {
      try {
        return check(input)
      } catch (error) {
        // Flags that nobody knows: certain, and so a verdict and not a fault to be tried again.
        if (error instanceof RangeError) return { ...nothingChecked, verdict: 'IE', error: error.message }
        throw error
      }
    },
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
  }: { test: TestCase; started: Promise<RunResult> | null; checker: Checker; options: TestRunOptions },
): Promise<Judged> {
  const { judging } = options
  let { input } = test
  let result: TestResult | null = null
  for (let pass = 0; pass < judging.maxPasses; pass += 1) {
    const whole = await ((pass === 0 ? started : null) ?? slot.box.run(runSpec(options, input)))
    const run = withoutOutputMark(whole, options.language)
    result = worseOf(result, judgeRun(run, test, { ...options, showsOutput: showsOutput(test, options) }))
    const output = outputOf(run, judging)
    if (outputPath(judging) !== null && showsOutput(test, options)) result.returned = cut(output)
    if (isRunFailure(result) || test.answer === null) return { result, error: null }
    if (output === null) return { result: { ...result, verdict: 'WA', message: saidOfNoOutput(judging) }, error: null }
    // With the mark: of a file that is too long only so much was handed out.
    if ((outputOf(whole, judging)?.length ?? 0) > options.limits.outputBytes)
      return { result: { ...result, verdict: 'OLE' }, error: null }
    const flags = test.validatorFlags ?? judging.validatorFlags
    const checked = byTheRules(await checker.check({ input, answer: test.answer, output, flags, pass }), { test, judging })
    result = withChecked(result, checked, { test, judging })
    if (!asksForPass(checked, judging)) return { result, error: checked.error }
    input = checked.nextPass
  }
  return tooManyPasses(test, result, judging)
}

/**
 * The validator's word counts where the program ended well, and where it had rejected before the program ended: what a program does
 * whose partner is gone is not its fault alone. A write to that partner isn't either.
 */
async function judgeInteraction(slot: Slot, test: TestCase, options: TestRunOptions): Promise<Judged> {
  const { judging } = options
  const flags = test.validatorFlags ?? judging.validatorFlags
  let { input } = test
  let result: TestResult | null = null
  for (let pass = 0; pass < judging.maxPasses; pass += 1) {
    const given = { input, answer: test.answer ?? Buffer.alloc(0), flags, pass }
    const interaction = await interact(slot, { limited: options, judging, test: given })
    if (typeof interaction === 'string') return { result: internal(test), error: interaction }
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

/** What the format calls a judge error is one: https://www.kattis.com/problem-package-format/spec/2025-09.html, "Scoring test cases". */
function byTheRules(checked: Checked, { test, judging }: { test: TestCase; judging: Judging }): Checked {
  const broken = checked.verdict === 'IE' ? null : brokenRule(checked, { group: findGroup(test.name, judging), judging })
  return broken === null ? checked : { ...nothingChecked, verdict: 'IE', judgeMessage: checked.judgeMessage, error: broken }
}

function brokenRule(
  { verdict, score, scoreFiles, nextPass }: Checked,
  { group, judging }: { group: TestGroup | null; judging: Judging },
): string | null {
  if (verdict === 'WA' && nextPass !== null && judging.maxPasses > 1) return 'the validator rejects and asks for another pass'
  if (!group?.validatorScores) return null
  const isGiven = scoreFiles.score || scoreFiles.multiplier
  if (scoreFiles.score && scoreFiles.multiplier) return 'the validator wrote both score.txt and score_multiplier.txt'
  if (verdict === 'WA') return isGiven ? 'the validator rejects and gives a score' : null
  if (score && score.value < 0) return `the validator gave a negative score: ${score.value}`
  switch (group.validatorScores) {
    case 'none':
      return isGiven ? 'the validator gave a score in a group that passes or fails' : null
    case 'unbounded':
      if (scoreFiles.multiplier) return 'the validator wrote score_multiplier.txt in a group without a highest score'
      return scoreFiles.score ? null : 'the validator wrote no score.txt in a group without a highest score'
    case 'bounded':
      if (score?.kind === 'multiplier' && score.value > 1) return `the validator wrote a multiplier above 1: ${score.value}`
      // A score is written in decimals, and the highest of a test may be a third of something.
      if (score?.kind === 'score' && score.value > group.acceptScore + 1e-9 * Math.max(1, group.acceptScore))
        return `the validator gave ${score.value} points where ${group.acceptScore} are the most`
      return null
  }
}

/** Where there is one pass only, what looks like a request for another is no more than a file. */
function asksForPass(checked: Checked, { maxPasses }: Judging): checked is Checked & { nextPass: Buffer } {
  return checked.verdict === 'AC' && checked.nextPass !== null && maxPasses > 1
}

function tooManyPasses(test: TestCase, result: TestResult | null, { maxPasses }: Judging): Judged {
  const error = `the validator asks for more than ${maxPasses} passes`
  return { result: { ...(result ?? internal(test)), verdict: 'IE' }, error }
}

function withChecked(result: TestResult, checked: Checked, { test, judging }: { test: TestCase; judging: Judging }): TestResult {
  const { verdict, divergence, message, judgeMessage } = checked
  return { ...result, verdict, divergence, message, judgeMessage, score: scoreOf(checked, findGroup(test.name, judging)) }
}

function scoreOf({ verdict, score }: Checked, group: TestGroup | null): number | null {
  if (!group || verdict !== 'AC' || !score) return null
  const value = score.kind === 'score' ? score.value : score.value * group.acceptScore
  return group.maxScore === null ? value : Math.min(value, group.maxScore)
}

function withDefaultScore({ result, error }: Judged, judging: Judging): Judged {
  return { result: { ...result, score: result.score ?? defaultScore(result, judging) }, error }
}

function defaultScore({ name, verdict }: TestResult, judging: Judging): number | null {
  const group = findGroup(name, judging)
  return group && (verdict === 'AC' ? group.acceptScore : group.rejectScore)
}

function findGroup(name: string, { scoring }: Judging): TestGroup | null {
  return scoring && groupOf(scoring.groups, name)
}

/** Of several passes the one that took most, since each has the whole limit; of verdicts the last. */
function worseOf(before: TestResult | null, now: TestResult): TestResult {
  if (!before) return now
  return {
    ...now,
    cpuMs: Math.max(before.cpuMs, now.cpuMs),
    ...(before.kernelMs !== undefined && now.kernelMs !== undefined && { kernelMs: Math.max(before.kernelMs, now.kernelMs) }),
    wallMs: Math.max(before.wallMs, now.wallMs),
    memoryBytes: Math.max(before.memoryBytes, now.memoryBytes),
  }
}

function showsOutput(test: TestCase, { isForAuthor }: TestRunOptions): boolean {
  return test.isSample || test.answer === null || isForAuthor === true
}

function outputOf(run: RunResult, judging: Judging): Buffer | null {
  return outputPath(judging) === null ? run.stdout : (run.collected[0] ?? null)
}

/** The file that a function's result is in is ours. */
function saidOfNoOutput(judging: Judging): string {
  if (judging.io.kind === 'function') return 'your program ended before the function returned'
  return `no file ${outputPath(judging)?.split('/').at(-1) ?? ''} was written`
}

function cut(output: Buffer | null): string | null {
  return output?.subarray(0, maxCapturedBytes).toString() ?? null
}

function internal(test: TestCase): TestResult {
  return { ...emptyResult(test), verdict: 'IE' }
}
