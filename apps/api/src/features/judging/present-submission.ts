import {
  judgeResultSchema,
  type CompileResult,
  type JudgeProgress,
  type JudgeResult,
  type TestResult,
} from '@eduscale/contracts/judge'
import { submissionSchema, type Submission } from '@eduscale/contracts/submission'

export interface SubmissionRow {
  id: string
  kind: string
  battleId: string | null
  problemSlug: string
  userId: string
  language: string
  code: string
  recvAt: Date
  verdict: string | null
  judgedAt: Date | null
  result: unknown
}

/** What is kept of a result. */
const storedResultSchema = judgeResultSchema.pick({ compile: true, tests: true, total: true })

/** A submission as its author sees it. */
export function presentSubmission(row: SubmissionRow): Submission {
  const stored = row.result === null ? null : storedResultSchema.parse(row.result)
  const { id, kind, battleId, problemSlug, userId, language, code } = row
  return submissionSchema.parse({
    id,
    kind,
    battleId,
    problemSlug,
    userId,
    language,
    code,
    receivedAt: row.recvAt.toISOString(),
    verdict: row.verdict,
    judgedAt: row.judgedAt?.toISOString() ?? null,
    compile: stored?.compile ?? null,
    tests: stored?.tests ?? [],
    total: stored?.total ?? 0,
  })
}

/** What is stored of a result: nothing of secret tests but verdict and figures. */
export function toStoredResult(result: JudgeResult): { compile: CompileResult | null; tests: TestResult[]; total: number } {
  return { compile: result.compile, tests: result.tests.map(withoutSecrets), total: result.total }
}

/** Progress as its author may see it. */
export function presentProgress(progress: JudgeProgress): JudgeProgress {
  return progress.step === 'test' ? { ...progress, test: withoutSecrets(progress.test) } : progress
}

/** A run's tests are samples or the user's own input; everything else is the problem's secret. */
function withoutSecrets(test: TestResult): TestResult {
  return test.isSample ? test : { ...test, stdout: null, stderr: null, divergence: null, message: null }
}
