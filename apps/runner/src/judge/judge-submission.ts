import type { CompileResult, GroupResult, JudgeLimits, TestResult } from '@eduscale/contracts/judge'
import type { Judging } from '@eduscale/contracts/test-set'
import type { Verdict } from '@eduscale/contracts/verdict'
import type { Language } from '../languages/language'
import { SandboxError, type Sandbox, type Slot } from '../sandbox/sandbox'
import { compile, type Source } from './compile'
import { prepareChecker } from './checker'
import { runSpec, runMemoryBytes } from './limits'
import { isRunFailure, judgeRun, skippedTest } from './test-result'

export interface TestCase {
  name: string
  isSample: boolean
  input: Buffer
  /** Null: nothing to compare with (a contestant's own input). */
  answer: Buffer | null
  /** Instead of the problem's own; null: those. */
  validatorFlags?: readonly string[] | null
}

export interface JudgeRequest {
  language: Language
  sources: readonly Source[]
  limits: JudgeLimits
  tests: readonly TestCase[]
  judging: Judging
  stopAtFirst: boolean
  /** Of several that wait for a core; the lowest number is served first. */
  priority?: number | undefined
  onCompiling?: () => void
  onCompiled?: (result: CompileResult) => void
  onTest?: (test: TestResult, index: number) => void
}

export interface Judgement {
  verdict: Verdict
  compile: CompileResult
  tests: TestResult[]
  /** Points and groups, where the problem is scored. */
  score: number | null
  groups: GroupResult[]
  /** For IE. */
  error: string | null
}

/** Runs ahead while the last test's output is compared; more would only fill memory with inputs. */
const runsAhead = 2

/**
 * Judges one submission in one slot: what any of its programs does is a verdict, never an exception.
 * Throws SandboxError when the engine or the slot failed; then nothing was found out about the submission.
 */
export async function judgeSubmission(sandbox: Sandbox, request: JudgeRequest, signal: AbortSignal): Promise<Judgement> {
  return sandbox.withSlot(
    async (slot) => {
      request.onCompiling?.()
      const memoryBytes = runMemoryBytes(request)
      const compiled = await compile(slot.box, { ...request, runMemoryBytes: memoryBytes })
      request.onCompiled?.(compiled)
      if (!compiled.ok) {
        const tests = request.tests.map((test) => skippedTest(test))
        return { verdict: 'CE', compile: compiled, tests, score: null, groups: [], error: null }
      }
      await slot.box.limitMemory(memoryBytes)
      const { tests, error } = await runTests(slot, request)
      const verdict = tests.find((test) => test.verdict !== 'AC')?.verdict ?? 'AC'
      return { verdict, compile: compiled, tests, score: null, groups: [], error }
    },
    { signal, image: request.language.image, priority: request.priority },
  )
}

async function runTests(slot: Slot, request: JudgeRequest): Promise<{ tests: TestResult[]; error: string | null }> {
  const checker = await prepareChecker(slot, request.judging)
  // Where the next run may not be needed, or the checker takes the same core for its own program, nothing runs ahead.
  const ahead = request.stopAtFirst || checker.usesSlot ? 1 : runsAhead
  const running = new Map<number, ReturnType<typeof slot.box.run>>()
  const tests: TestResult[] = []
  let error: string | null = null
  for (const [index, test] of request.tests.entries()) {
    if (request.stopAtFirst && tests.some((done) => done.verdict !== 'AC')) {
      tests.push(skippedTest(test))
      continue
    }
    for (let next = index; next < Math.min(index + ahead, request.tests.length); next += 1) {
      const upcoming = request.tests[next]
      if (!upcoming || running.has(next)) continue
      const run = slot.box.run(runSpec(request, upcoming.input))
      run.catch(() => undefined) // looked at when its turn comes
      running.set(next, run)
    }
    const run = await running.get(index)
    if (!run) throw new SandboxError('a test was not run')
    running.delete(index)
    const result = judgeRun(run, test, request)
    if (!isRunFailure(result) && test.answer !== null) {
      const checked = await checker.check({ input: test.input, answer: test.answer, output: run.stdout })
      Object.assign(result, { verdict: checked.verdict, divergence: checked.divergence, message: checked.message })
      error ??= checked.error
    }
    tests.push(result)
    request.onTest?.(result, index)
  }
  return { tests, error }
}
