import type { Verdict } from '@eduscale/contracts/verdict'
import { checkInputs } from '../judge/check-inputs'
import { judgeSubmission } from '../judge/judge-submission'
import type { Sandbox } from '../sandbox/sandbox'
import type { PackageSubmission, ProblemPackage } from './problem-package'

export interface VerifiedRow {
  slug: string
  /** A submission's file, or `input validators`. */
  what: string
  expected: string
  verdict: string
  /** The slowest test. */
  cpuMs: number
  limitMs: number
  ok: boolean
  note: string
}

const expectations: Record<string, Verdict> = {
  accepted: 'AC',
  wrong_answer: 'WA',
  time_limit_exceeded: 'TLE',
  run_time_error: 'RTE',
  memory_limit_exceeded: 'MLE',
}
/** How far a slow submission must miss the limit, so that a faster machine doesn't accept it. */
const slowFactor = 2

export type VerifyTask = () => Promise<VerifiedRow>

/** One task per submission, and one for the inputs. */
export function verifyTasks(sandbox: Sandbox, problem: ProblemPackage, signal: AbortSignal): VerifyTask[] {
  return [
    ...problem.inputValidators.map((validator) => async () => {
      const refused = await checkInputs(sandbox, { validator, tests: problem.tests }, signal)
      const note = refused.length === 0 ? `${problem.tests.length} inputs` : refused.slice(0, 3).join('; ')
      return row(problem, {
        what: 'input validator',
        expected: 'valid',
        verdict: refused.length === 0 ? 'valid' : 'INVALID',
        ok: refused.length === 0,
        note,
      })
    }),
    ...problem.submissions.map((submission) => async () => verifySubmission(sandbox, { problem, submission }, signal)),
  ]
}

async function verifySubmission(
  sandbox: Sandbox,
  { problem, submission }: { problem: ProblemPackage; submission: PackageSubmission },
  signal: AbortSignal,
): Promise<VerifiedRow> {
  const expected = expectations[submission.kind]
  const what = submission.file
  if (!expected)
    return row(problem, {
      what,
      expected: '?',
      verdict: '-',
      ok: false,
      note: `no expectation for submissions/${submission.kind}`,
    })
  const limits = expected === 'TLE' ? { ...problem.limits, timeMs: problem.limits.timeMs * slowFactor } : problem.limits
  const judgement = await judgeSubmission(
    sandbox,
    {
      language: submission.language,
      sources: [submission.source],
      limits,
      tests: problem.tests,
      judging: problem.judging,
      stopAtFirst: expected !== 'AC',
    },
    signal,
  )
  const failing = judgement.tests.find((test) => test.verdict !== 'AC')
  const cpuMs = Math.max(0, ...judgement.tests.map((test) => test.cpuMs))
  const note =
    judgement.error ??
    (judgement.compile.ok ? (failing ? `on ${failing.name}` : '') : (judgement.compile.output.split('\n')[0] ?? ''))
  return { ...row(problem, { what, expected, verdict: judgement.verdict, ok: judgement.verdict === expected, note }), cpuMs }
}

function row({ slug, limits }: ProblemPackage, given: Omit<VerifiedRow, 'slug' | 'cpuMs' | 'limitMs'>): VerifiedRow {
  return { slug, cpuMs: 0, limitMs: limits.timeMs, ...given }
}
