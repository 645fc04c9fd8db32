import type { JudgeJob } from '@eduscale/contracts/judge'
import { languageIdSchema, sourceNames, type LanguageId } from '@eduscale/contracts/language'
import { textFileSchema, type TextFile } from '@eduscale/contracts/test-set'
import { z } from 'zod'
import type { AppContext } from '../../../app/app-context'
import { laneOf } from '../../../queues/judge-queue'
import { chooseStep } from './battle-step.queries'
import { findUnjudged } from './job.queries'

/**
 * Queues a stored submission for the runners, unless it has its verdict. That Redis is away is no reason to fail: the submission is in
 * PostgreSQL, and requeueing picks it up.
 */
export async function enqueueSubmission(app: AppContext, id: string, priority: number): Promise<void> {
  const row = await findUnjudged(app.db, id)
  if (!row) return
  const submission = { ...readProgram(row), id }
  const { id: submissionId, userId, battleId, input } = submission
  const kind = submission.kind as JudgeJob['origin']['kind']
  const hash = submission.problem.testSetHash
  try {
    const job = {
      ...judgeJobOf(submission),
      submissionId,
      origin: { kind, userId, battleId },
      tests:
        kind === 'run' && input !== null
          ? ({ from: 'input', hash, input } as const)
          : ({ from: 'set', hash, only: kind === 'run' ? 'samples' : 'all' } as const),
      priority,
      // A run shows every sample; a submission ends at its first failure, as ICPC judges do.
      stopAtFirst: kind !== 'run',
    }
    // Its lane is stored before its job is there, so that whoever looks for the job finds it.
    const step = battleId === null ? null : await chooseStep(app.db, submissionId)
    await app.judgeQueue.add(job, laneOf('live', step))
  } catch (err) {
    app.log.warn({ err, submissionId }, 'could not queue a submission; it is queued again from the database')
  }
}

interface Judged {
  language: LanguageId
  code: string
  files: TextFile[]
  problem: { timeMs: number; memoryMb: number; outputBytes: number }
}

/** A row of the table with what its columns don't know of themselves. */
export function readProgram<Row extends { language: string; files: unknown }>(row: Row) {
  return { ...row, language: languageIdSchema.parse(row.language), files: z.array(textFileSchema).parse(row.files) }
}

/** The part of a job that says what is judged, within which limits. */
export function judgeJobOf(judged: Judged): Pick<JudgeJob, 'language' | 'sources' | 'limits' | 'queuedAt'> {
  const { language, code, files, problem } = judged
  return {
    language,
    // Where a problem wants outputs there is no code, only files.
    sources: code === '' && files.length > 0 ? files : [{ name: sourceNames[language], text: code }, ...files],
    limits: { timeMs: problem.timeMs, memoryMb: problem.memoryMb, outputBytes: problem.outputBytes },
    queuedAt: new Date().toISOString(),
  }
}
