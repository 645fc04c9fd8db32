import { judgeResultSchema, type JudgeProgress, type JudgeResult, type TestResult } from '@eduscale/contracts/judge'
import { submissionSchema, type Submission } from '@eduscale/contracts/submission'
import type { z } from 'zod'

export interface SubmissionRow {
  id: string
  kind: string
  battleId: string | null
  problemSlug: string
  userId: string
  language: string
  code: string
  files: unknown
  recvAt: Date
  verdict: string | null
  judgedAt: Date | null
  result: unknown
}

/** What is kept of a result. Those of before there were scores have none. */
const storedResultSchema = judgeResultSchema
  .pick({ compile: true, tests: true, total: true, score: true, groups: true, speedStep: true })
  .extend({
    score: judgeResultSchema.shape.score.default(null),
    groups: judgeResultSchema.shape.groups.default([]),
  })
export type StoredResult = z.infer<typeof storedResultSchema>

export interface PresentOptions {
  /** See submissionSchema; unknown where nobody asked. */
  ahead?: number | null
  /** Whether whoever looks may read what is for the problem's author: the validators' word, and what secret tests are called. */
  showsJudgeMessages?: boolean
}

/** A submission as its author sees it. */
export function presentSubmission(
  row: SubmissionRow,
  { ahead = null, showsJudgeMessages = false }: PresentOptions = {},
): Submission {
  const stored = row.result === null ? null : storedResultSchema.parse(row.result)
  const { id, kind, battleId, problemSlug, userId, language, code, files } = row
  const groups = stored?.groups ?? []
  return submissionSchema.parse({
    id,
    kind,
    battleId,
    problemSlug,
    userId,
    language,
    code,
    files,
    receivedAt: row.recvAt.toISOString(),
    verdict: row.verdict,
    judgedAt: row.judgedAt?.toISOString() ?? null,
    compile: stored?.compile ?? null,
    tests: (stored?.tests ?? []).map((test, index) => (showsJudgeMessages ? test : forLearner(test, index))),
    total: stored?.total ?? 0,
    score: stored?.score ?? null,
    groups: showsJudgeMessages ? groups : groupsForLearner(groups),
    ahead: row.verdict === null ? ahead : null,
  })
}

/** What is stored of a result: nothing of secret tests but verdict, figures, and the validator's word to the problem's author. */
export function toStoredResult(result: JudgeResult): StoredResult {
  return storedResultSchema.parse({ ...result, tests: result.tests.map(withoutSecrets) })
}

/** Progress as its author may see it. */
export function presentProgress(progress: JudgeProgress): JudgeProgress {
  return progress.step === 'test' ? { ...progress, test: forLearner(withoutSecrets(progress.test), progress.index) } : progress
}

/** A secret test is a number, from 1: its name ("just-below-an-hour") tells the case. */
function forLearner(test: TestResult, index: number): TestResult {
  return { ...test, judgeMessage: null, name: test.isSample ? test.name : String(index + 1) }
}

/** A group is called like its folder (`secret/negative`), which tells the case as well: each folder below `secret` is a number. */
function groupsForLearner<Group extends { name: string }>(groups: readonly Group[]): Group[] {
  const folders = new Map<string, string[]>()
  const numberOf = (folder: string, name: string): number => {
    const inside = folders.get(folder) ?? []
    folders.set(folder, inside)
    return inside.includes(name) ? inside.indexOf(name) + 1 : inside.push(name)
  }
  return groups.map((group) => {
    const [top = '', ...below] = group.name.split('/')
    if (top === 'sample') return group
    const numbers = below.map((name, depth) => numberOf([top, ...below.slice(0, depth)].join('/'), name))
    return { ...group, name: [top, ...numbers].join('/') }
  })
}

/** A run's tests are samples or the user's own input; everything else is the problem's secret. */
function withoutSecrets(test: TestResult): TestResult {
  return test.isSample ? test : { ...test, stdout: null, stderr: null, returned: null, divergence: null, message: null }
}
