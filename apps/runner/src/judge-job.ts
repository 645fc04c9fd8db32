import type { JudgeJob, JudgeProgress, JudgeResult } from '@eduscale/contracts/judge'
import { plainJudging, type Judging } from '@eduscale/contracts/test-set'
import { judgeSubmission, type TestCase } from './judge/judge-submission'
import { languages } from './languages/registry'
import { SandboxError, type Sandbox } from './sandbox/sandbox'
import { BadTestSetError, type TestSets } from './test-sets'

export interface JudgeJobOptions {
  sandbox: Sandbox
  testSets: TestSets
  runnerId: string
  publish: (progress: JudgeProgress) => void
  /** Resolves when the engine answers, or when there was no sense in waiting longer. */
  engineAnswers: () => Promise<void>
}

const attempts = 3

/**
 * Judges one job. A slot that fails is replaced and the job tried again, once the engine answers; where it stays away, this
 * throws, and the api queues the submission again from its database.
 */
export async function judgeJob(job: JudgeJob, options: JudgeJobOptions, signal: AbortSignal): Promise<JudgeResult> {
  const { submissionId, origin } = job
  const { sandbox, runnerId } = options
  const envelope = { submissionId, origin, runnerId, sandboxLevel: sandbox.level }
  let loaded: { tests: TestCase[]; judging: Judging }
  try {
    loaded = await loadTests(job, options.testSets)
  } catch (error) {
    if (!(error instanceof BadTestSetError)) throw error
    return { ...envelope, verdict: 'IE', compile: null, tests: [], total: 0, score: null, groups: [], error: error.message }
  }
  const total = loaded.tests.length
  const tell = progressTeller(job, options.publish)
  for (let attempt = 1; ; attempt += 1) {
    try {
      const judgement = await judgeSubmission(
        sandbox,
        {
          language: languages[job.language],
          sources: job.sources,
          limits: job.limits,
          ...loaded,
          stopAtFirst: job.stopAtFirst,
          onCompiling: () => tell({ step: 'compiling' }),
          onCompiled: (compile) => tell({ step: 'compiled', compile }),
          onTest: (test, index) => tell({ step: 'test', index, total, test }),
        },
        signal,
      )
      return { ...envelope, ...judgement, total }
    } catch (error) {
      if (!(error instanceof SandboxError) || attempt === attempts || signal.aborted) throw error
      await options.engineAnswers()
    }
  }
}

type Step<Progress = JudgeProgress> = Progress extends JudgeProgress ? Omit<Progress, 'submissionId' | 'origin' | 'n'> : never

function progressTeller({ submissionId, origin }: JudgeJob, publish: (progress: JudgeProgress) => void): (step: Step) => void {
  let n = 0
  return (step) => {
    n += 1
    publish({ submissionId, origin, n, ...step })
  }
}

async function loadTests({ tests }: JudgeJob, testSets: TestSets): Promise<{ tests: TestCase[]; judging: Judging }> {
  if (tests.from === 'input') {
    // The contestant's own: shown like a sample, and there is nothing to compare it with.
    const own = { name: 'input', isSample: true, input: Buffer.from(tests.input), answer: null }
    return { tests: [own], judging: plainJudging }
  }
  const set = await testSets.get(tests.hash)
  const chosen = tests.only === 'all' ? set.tests : set.tests.filter((test) => test.isSample)
  return {
    tests: chosen.map(({ input, answer, ...test }) => ({ ...test, input: Buffer.from(input), answer: Buffer.from(answer) })),
    judging: set,
  }
}
