import type { JudgeJob } from '@eduscale/contracts/judge'
import { languageIdSchema, type LanguageId } from '@eduscale/contracts/language'
import type { AppContext } from '../../app-context'

const outputBytes = 8 * 1024 * 1024

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
  const submission = await app.db.submission.findUnique({
    where: { id: submissionId },
    select: {
      kind: true,
      userId: true,
      battleId: true,
      language: true,
      code: true,
      input: true,
      verdict: true,
      problem: { select: { timeMs: true, memoryMb: true, testSetHash: true } },
    },
  })
  if (!submission || submission.verdict !== null) return null
  const { problem, input } = submission
  const kind = submission.kind as JudgeJob['origin']['kind']
  const language = languageIdSchema.parse(submission.language)
  return {
    submissionId,
    origin: { kind, userId: submission.userId, battleId: submission.battleId },
    language,
    sources: [{ name: sourceNames[language], text: submission.code }],
    limits: { timeMs: problem.timeMs, memoryMb: problem.memoryMb, outputBytes },
    tests:
      kind === 'run' && input !== null
        ? { from: 'input', input }
        : { from: 'set', hash: problem.testSetHash, only: kind === 'run' ? 'samples' : 'all' },
    // A run shows every sample; a submission ends at its first failure, as ICPC judges do.
    stopAtFirst: kind !== 'run',
    queuedAt: new Date().toISOString(),
  }
}

const sourceNames: Record<LanguageId, string> = {
  python: 'main.py',
  javascript: 'main.js',
  typescript: 'main.ts',
  cpp: 'main.cpp',
  cpp17: 'main.cpp',
  java: 'Main.java',
  c: 'main.c',
}
