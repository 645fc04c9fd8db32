import type { JudgeJob } from '@eduscale/contracts/judge'
import { languageIdSchema, sourceNames } from '@eduscale/contracts/language'
import { textFileSchema } from '@eduscale/contracts/test-set'
import { z } from 'zod'
import type { AppContext } from '../../app-context'

/**
 * Hands a stored submission to the runners. That Redis is away is no reason to fail: the submission is in PostgreSQL, and
 * requeueing picks it up.
 */
export async function enqueueSubmission(app: AppContext, submissionId: string): Promise<void> {
  const job = await findJob(app, submissionId)
  if (!job) return
  try {
    await app.judgeQueue.add(job)
  } catch (err) {
    app.log.warn({ err, submissionId }, 'could not queue a submission; it is queued again from the database')
  }
}

async function findJob(app: AppContext, submissionId: string): Promise<JudgeJob | null> {
  const submission = await app.db.submission.findUnique({ where: { id: submissionId }, select: { ...jobColumns, verdict: true } })
  if (!submission || submission.verdict !== null) return null
  const { input } = submission
  const kind = submission.kind as JudgeJob['origin']['kind']
  const hash = submission.problem.testSetHash
  return {
    ...judgeJobOf(submission),
    submissionId,
    origin: { kind, userId: submission.userId, battleId: submission.battleId },
    tests:
      kind === 'run' && input !== null
        ? { from: 'input', hash, input }
        : { from: 'set', hash, only: kind === 'run' ? 'samples' : 'all' },
    // A run shows every sample; a submission ends at its first failure, as ICPC judges do.
    stopAtFirst: kind !== 'run',
  }
}

/** What a job needs of a submission. */
export const jobColumns = {
  kind: true,
  userId: true,
  battleId: true,
  language: true,
  code: true,
  files: true,
  input: true,
  problem: { select: { timeMs: true, memoryMb: true, outputBytes: true, testSetHash: true } },
} as const

interface JobRow {
  language: string
  code: string
  files: unknown
  problem: { timeMs: number; memoryMb: number; outputBytes: number }
}

/** The part of a job that says what is judged, within which limits. */
export function judgeJobOf({
  language,
  code,
  files,
  problem,
}: JobRow): Pick<JudgeJob, 'language' | 'sources' | 'limits' | 'queuedAt'> {
  const id = languageIdSchema.parse(language)
  const beside = z.array(textFileSchema).parse(files)
  return {
    language: id,
    // Where a problem wants outputs there is no code, only files.
    sources: code === '' && beside.length > 0 ? beside : [{ name: sourceNames[id], text: code }, ...beside],
    limits: { timeMs: problem.timeMs, memoryMb: problem.memoryMb, outputBytes: problem.outputBytes },
    queuedAt: new Date().toISOString(),
  }
}
