import {
  judgePriorities,
  judgeProgressSchema,
  type JudgeJob,
  type JudgeProgress,
  type JudgeResult,
} from '@eduscale/contracts/judge'
import { plainJudging, type Judging } from '@eduscale/contracts/test-set'
import { kindRules } from '@eduscale/rules/problem-kinds'
import type { CompileCache } from './judge/compile-cache'
import { judgeSubmission, type TestCase } from './judge-submission'
import type { LanguageImages } from './language-images'
import { languages } from './languages/registry'
import { internalError } from './queue'
import { BusyMachineError, SandboxError, type Sandbox } from './sandbox/sandbox'
import { BadTestSetError, type TestSets } from './test-sets'

export interface JudgeJobOptions {
  sandbox: Sandbox
  testSets: TestSets
  runnerId: string
  publish: (progress: JudgeProgress) => void
  images: Pick<LanguageImages, 'isReady'>
  compileCache: CompileCache
  speedStep: number
  /** Whether the engine answers, at the latest after `waitMs`; asks it at least once. */
  engineAnswers: (waitMs: number) => Promise<boolean>
}

/**
 * A slot that breaks so often under one job, while the engine is well, breaks because of the job. Nor is a machine asked more often that is
 * too busy.
 */
const maxBroken = 3
/** Outages of the engine that one job waits out here, before it is left to other runners; and how long each. */
const maxOutages = 3
const outageMs = 15_000
/** A job waits so long for its language's image, which may be on its way. */
const imageWaitMs = 60_000

/**
 * Judges one job. A slot that fails is replaced and the job tried again. Where the engine stays away, this throws, and the api
 * queues the submission again from its database; a job that breaks slots, that fails in a way of its own, or that can't be judged
 * here at all, is an internal error, of which the api counts the tries.
 */
export async function judgeJob(job: JudgeJob, options: JudgeJobOptions, signal: AbortSignal): Promise<JudgeResult> {
  const { submissionId, origin } = job
  const { runnerId } = options
  const language = languages[job.language]
  const envelope = { submissionId, origin, runnerId, sandboxLevel: options.sandbox.level, speedStep: options.speedStep }
  const failed = (error: string) => internalError(job, { runnerId, sandboxLevel: options.sandbox.level, error })
  let loaded: { tests: TestCase[]; judging: Judging }
  try {
    loaded = await loadTests(job, options.testSets)
  } catch (error) {
    if (!(error instanceof BadTestSetError)) throw error
    return failed(error.message)
  }
  if (!(await options.images.isReady(language.image, { timeoutMs: imageWaitMs, signal }))) {
    return failed(`this runner has no image for ${job.language}`)
  }
  const total = loaded.tests.length
  const tell = progressTeller(job, options.publish)
  let [broken, outages] = [0, 0]
  for (;;) {
    try {
      const judgement = await judgeSubmission(
        options.sandbox,
        {
          language,
          sources: job.sources,
          limits: job.limits,
          ...loaded,
          stopAtFirst: job.stopAtFirst,
          priority: job.priority ?? judgePriorities[origin.kind],
          // Bulk work spreads over no idle slots: the next battle's submission would find none.
          maySpread: origin.kind !== 'rejudge',
          compileCache: options.compileCache,
          speedStep: options.speedStep,
          onCompiling: () => tell({ step: 'compiling' }),
          onCompiled: (compile) => tell({ step: 'compiled', compile }),
          onTest: (test, index) => tell({ step: 'test', index, total, test }),
        },
        signal,
      )
      return { ...envelope, ...judgement, total }
    } catch (error) {
      if (signal.aborted) throw error
      if (await options.engineAnswers(0)) {
        // Nothing that another try would mend, such as a flag that no validator knows.
        if (!(error instanceof SandboxError)) return failed(`it could not be judged: ${wordsOf(error)}`)
        broken += 1
        if (broken === maxBroken) return failed(describeFailure(error, broken))
      } else {
        outages += 1
        if (outages > maxOutages || !(await options.engineAnswers(outageMs))) throw error
      }
    }
  }
}

function describeFailure(error: SandboxError, tries: number): string {
  return error instanceof BusyMachineError ? `${tries} times ${error.message}` : `its slot broke ${tries} times: ${error.message}`
}

type Step<Progress = JudgeProgress> = Progress extends JudgeProgress ? Omit<Progress, 'submissionId' | 'origin' | 'n'> : never

function progressTeller({ submissionId, origin }: JudgeJob, publish: (progress: JudgeProgress) => void): (step: Step) => void {
  let n = 0
  return (step) => {
    n += 1
    // Texts are storable from here on. What isn't progress at all is left out: the result will say why.
    const parsed = judgeProgressSchema.safeParse({ submissionId, origin, n, ...step })
    if (parsed.success) publish(parsed.data)
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}

async function loadTests({ tests }: JudgeJob, testSets: TestSets): Promise<{ tests: TestCase[]; judging: Judging }> {
  const set = await testSets.get(tests.hash)
  if (tests.from === 'input') {
    const { io, includes, timeMultipliers } = set
    if (kindRules[io.kind].ownInput !== 'is-run') throw new BadTestSetError(`no own input for a problem of ${io.kind}`)
    // The contestant's own: shown like a sample, run as one is, and there is nothing to compare it with.
    const own = { name: 'input', isSample: true, input: Buffer.from(tests.input), answer: null }
    return { tests: [own], judging: { ...plainJudging, io, includes, timeMultipliers } }
  }
  // Samples alone are worth nothing: with the rules for points, a program that fails them all would be accepted.
  const judging = tests.only === 'all' ? set : { ...set, scoring: null }
  const chosen = tests.only === 'all' ? set.tests : set.tests.filter((test) => test.isSample)
  return {
    tests: chosen.map(({ input, answer, ...test }) => ({ ...test, input: Buffer.from(input), answer: Buffer.from(answer) })),
    judging,
  }
}
