import type { JudgeLimits, TestResult } from '@eduscale/contracts/judge'
import type { LanguageId } from '@eduscale/contracts/language'
import type { Judging } from '@eduscale/contracts/test-set'
import type { Verdict } from '@eduscale/contracts/verdict'
import type { PackageSubmission, PackageTest, ProblemPackage } from '@eduscale/problem-package/problem-package'
import { judgeSubmission, type Judgement, type TestCase } from '../judge-submission'
import { languages } from '../languages/registry'
import { SandboxError, type Sandbox } from '../sandbox/sandbox'
import { expectedVerdicts, findSurprise } from './check-expectation'
import { explainTest } from './present-judgement'
import { deriveTimeLimit, generousLimitMs, maxLimitMs } from './derive-time-limit'
import { validatorTasks, type ValidatorRow } from './run-validators'

export interface SubmissionRow {
  path: string
  language: LanguageId
  expected: Verdict[]
  verdict: Verdict
  score: number | null
  /** The slowest test. */
  cpuMs: number
  ok: boolean
  note: string
  tests: TestRow[]
}

/** All of the result where details were asked for. */
type TestRow = Pick<TestResult, 'name' | 'verdict' | 'cpuMs' | 'memoryBytes' | 'score'> & Partial<TestResult>

/** Outputs of one submission that are kept, so that a package of many tests and submissions stays within memory. */
const maxOutputLength = 1024 * 1024

export interface Verification {
  /** Null: the package has none, and none could be derived. */
  timeLimitMs: number | null
  /** By how much that was stretched on this machine; times of submissions are this machine's. */
  speedStep: number
  /** How the limit was found, where the package names none. */
  timeLimitNote: string | null
  ok: boolean
  submissions: SubmissionRow[]
  validators: ValidatorRow[]
}

interface JudgeOptions {
  sandbox: Sandbox
  /** By how much limits of time are stretched on this machine. */
  speedStep: number
  /** Whether outputs, messages and differences are told. */
  details?: boolean
  jobs: number
  signal: AbortSignal
}

export interface VerifyOptions extends JudgeOptions {
  /** How far a slow submission must miss the limit, so that a faster machine doesn't accept it. */
  slowFactor: number
  onStep: (done: number, total: number, line: string) => void
}

/** Judges every submission of a package and runs its validators. Throws when the sandbox fails, twice. */
export async function verifyPackage(problem: ProblemPackage, options: VerifyOptions): Promise<Verification> {
  const validatorsToRun = validatorTasks(problem)
  const total = problem.submissions.length + validatorsToRun.length
  let done = 0
  const step = (line: string): void => {
    done += 1
    options.onStep(done, total, line)
  }
  const timed = new Map<string, Judgement>()
  const limit =
    problem.limits.timeMs === null ? await timeLimitOf(problem, options, timed) : { timeMs: problem.limits.timeMs, note: null }
  const { timeMs } = limit
  const submissions: SubmissionRow[] = []
  const validators: ValidatorRow[] = []
  const tasks = [
    ...validatorsToRun.map((task) => async () => {
      const row = await task(options.sandbox, options)
      validators.push(row)
      step(describeValidator(row))
    }),
    ...problem.submissions.map((submission) => async () => {
      const row = await verifyOne(submission, { problem, options, timeMs, timed })
      submissions.push(row)
      step(describeSubmission(row, { timeLimitMs: timeMs, speedStep: options.speedStep }))
    }),
  ]
  await inParallel(tasks, options.jobs)
  submissions.sort((a, b) => (a.path < b.path ? -1 : 1))
  validators.sort((a, b) => (`${a.kind}${a.name}` < `${b.kind}${b.name}` ? -1 : 1))
  const ok = timeMs !== null && submissions.every((row) => row.ok) && validators.every((row) => row.ok)
  return { timeLimitMs: timeMs, timeLimitNote: limit.note, speedStep: options.speedStep, ok, submissions, validators }
}

/** Times what must not be too slow, under a generous limit; a judgement found here is kept. */
export async function timeLimitOf(
  problem: ProblemPackage,
  options: JudgeOptions,
  timed: Map<string, Judgement>,
): Promise<{ timeMs: number | null; note: string }> {
  const lower = problem.submissions.filter(boundsFromBelow)
  if (lower.length === 0) return { timeMs: null, note: 'no accepted submission runs here, so that no time limit can be derived' }
  await inParallel(
    lower.map((submission) => async () => {
      timed.set(submission.path, await judgeOne(submission, { problem, options, timeMs: generousLimitMs, stopAtFirst: false }))
    }),
    options.jobs,
  )
  let slowestMs = 0
  for (const { tests } of timed.values()) {
    // One that was wrong in a dialogue may burn on until it is stopped: that says nothing of how long the work takes.
    const finished = tests.filter(({ verdict, cpuMs }) => verdict !== 'WA' || cpuMs < generousLimitMs * options.speedStep)
    slowestMs = Math.max(slowestMs, ...finished.map(({ cpuMs }) => cpuMs))
  }
  const { timing } = problem.limits
  // A limit is written for the reference machine.
  const derivedMs = deriveTimeLimit(slowestMs / options.speedStep, timing)
  const timeMs = Math.min(maxLimitMs, derivedMs)
  const note = `derived: slowest accepted ${slowestMs.toFixed(0)} ms${options.speedStep === 1 ? '' : ` / ${options.speedStep} for this machine`} x ${timing.acToTimeLimit}, rounded up${derivedMs > timeMs ? ', cut to what the judge allows' : ''}`
  return { timeMs, note }
}

/** Whether the limit must leave it room. */
function boundsFromBelow({ expectation: { verdicts, rules } }: PackageSubmission): boolean {
  if (verdicts) return verdicts.length === 1 && verdicts[0] === 'AC'
  return rules.some(
    ({ permitted, timeLimit }) => timeLimit === 'lower' || (timeLimit === 'by-verdicts' && !permitted.includes('TLE')),
  )
}

/** Whether it must be too slow, and may be nothing else. */
function boundsFromAbove({ expectation: { verdicts, rules } }: PackageSubmission): boolean {
  if (verdicts) return verdicts.length === 1 && verdicts[0] === 'TLE'
  return rules.some(
    ({ required, timeLimit }) =>
      timeLimit === 'upper' || (timeLimit === 'by-verdicts' && required.length === 1 && required[0] === 'TLE'),
  )
}

async function verifyOne(
  submission: PackageSubmission,
  {
    problem,
    options,
    timeMs,
    timed,
  }: { problem: ProblemPackage; options: VerifyOptions; timeMs: number | null; timed: ReadonlyMap<string, Judgement> },
): Promise<SubmissionRow> {
  const { expectation, path, language } = submission
  // A limit that was derived by the 2025-09 rules must be missed by their margin, else there is none that fits.
  const isDerived = problem.limits.timeMs === null && problem.format === '2025-09'
  const slowFactor = isDerived ? problem.limits.timing.timeLimitToTle : options.slowFactor
  const factor = boundsFromAbove(submission) ? slowFactor : 1
  const limitMs = Math.min(maxLimitMs, (timeMs ?? generousLimitMs) * factor)
  const isAccepted = expectation.verdicts?.length === 1 && expectation.verdicts[0] === 'AC'
  const stopAtFirst = problem.judging.scoring === null && expectation.rules.length === 0 && !isAccepted
  const judgement = timed.get(path) ?? (await judgeOne(submission, { problem, options, timeMs: limitMs, stopAtFirst }))
  const maxScore = maxScoreOf(problem.judging)
  const surprise = findSurprise(expectation, { ...judgement, maxScore })
  return {
    path,
    language,
    expected: expectedVerdicts(expectation),
    verdict: judgement.verdict,
    score: judgement.score,
    cpuMs: Math.max(0, ...judgement.tests.map((test) => test.cpuMs)),
    ok: surprise === null,
    note: [surprise ?? '', noteOf(judgement)].filter((part) => part !== '').join('; '),
    tests: options.details === true ? boundOutputs(judgement.tests) : judgement.tests.map(summarise),
  }
}

function summarise({ name, verdict, cpuMs, memoryBytes, score }: TestResult): TestRow {
  return { name, verdict, cpuMs, memoryBytes, score }
}

function boundOutputs(tests: readonly TestResult[]): TestRow[] {
  let left = maxOutputLength
  return tests.map((test) => {
    left -= (test.stdout?.length ?? 0) + (test.stderr?.length ?? 0) + (test.returned?.length ?? 0)
    return left >= 0 ? test : { ...test, stdout: null, stderr: null, returned: null }
  })
}

function noteOf({ error, compile, tests }: Judgement): string {
  if (error !== null) return error.slice(0, 500)
  if (!compile.ok) return compile.output.split('\n')[0] ?? ''
  const failing = tests.find(({ verdict }) => verdict !== 'AC' && verdict !== 'SKIPPED')
  return failing ? `${failing.verdict} on ${failing.name}` : ''
}

interface JudgeOne {
  problem: ProblemPackage
  options: JudgeOptions
  timeMs: number
  stopAtFirst: boolean
}

async function judgeOne(submission: PackageSubmission, { problem, options, timeMs, stopAtFirst }: JudgeOne): Promise<Judgement> {
  const request = {
    language: languages[submission.language],
    sources: submission.files,
    limits: packageLimits(problem, timeMs),
    tests: problem.tests.map(toTestCase),
    judging: submission.expectation.rules.length > 0 ? withoutBreaks(problem.judging) : problem.judging,
    stopAtFirst,
    isForAuthor: options.details === true,
    speedStep: options.speedStep,
  }
  try {
    return await judgeSubmission(options.sandbox, request, options.signal)
  } catch (error) {
    // A slot that broke has been replaced.
    if (!(error instanceof SandboxError) || options.signal.aborted) throw error
    return judgeSubmission(options.sandbox, request, options.signal)
  }
}

export function packageLimits({ limits }: ProblemPackage, timeMs: number): JudgeLimits {
  return { timeMs, memoryMb: limits.memoryMb, outputBytes: limits.outputBytes }
}

export function toTestCase({ name, isSample, input, answer, validatorFlags }: PackageTest): TestCase {
  return { name, isSample, input: Buffer.from(input), answer: Buffer.from(answer), validatorFlags }
}

/** Rules are about all tests, so that all are run. */
function withoutBreaks(judging: Judging): Judging {
  if (!judging.scoring) return judging
  return { ...judging, scoring: { groups: judging.scoring.groups.map((group) => ({ ...group, onReject: 'continue' as const })) } }
}

/** Of the whole: what secret says, else the root. */
function maxScoreOf({ scoring }: Judging): number | null {
  const byName = (wanted: string): number | null => scoring?.groups.find(({ name }) => name === wanted)?.maxScore ?? null
  return byName('secret') ?? byName('')
}

async function inParallel(tasks: readonly (() => Promise<void>)[], jobs: number): Promise<void> {
  const work = tasks.values()
  const worker = async (): Promise<void> => {
    for (const task of work) await task()
  }
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, worker))
}

export function describeSubmission(
  row: SubmissionRow,
  { timeLimitMs, speedStep }: Pick<Verification, 'timeLimitMs' | 'speedStep'>,
): string {
  const limit = timeLimitMs === null ? '?' : Math.round(timeLimitMs * speedStep)
  const time = row.cpuMs === 0 ? '' : `${row.cpuMs.toFixed(0)} of ${limit} ms`
  const points = row.score === null ? '' : `${Number(row.score.toFixed(6))} points`
  return `${row.ok ? 'ok  ' : 'FAIL'} ${row.path.padEnd(46)} ${row.verdict.padEnd(8)} ${time.padStart(17)} ${points}  ${row.note}`.trimEnd()
}

/** For details: what is known of the test that decided, as indented lines. */
export function explainFirstFailure({ tests }: SubmissionRow): string[] {
  const failing = tests.find(({ verdict }) => verdict !== 'AC' && verdict !== 'SKIPPED')
  return failing ? explainTest(failing) : []
}

export function describeValidator({ kind, name, ok, tests, refused }: ValidatorRow): string {
  const what = `${kind} validator ${name}`.padEnd(46)
  const notes = refused.length === 0 ? '' : `${refused.length} refused: ${refused.slice(0, 3).join('; ')}`
  return `${ok ? 'ok  ' : 'FAIL'} ${what} ${`${tests} tests`.padEnd(10)} ${notes}`.trimEnd()
}
