import type { CompileResult, GroupResult, JudgeLimits, TestResult } from '@eduscale/contracts/judge'
import type { Judging } from '@eduscale/contracts/test-set'
import type { Verdict } from '@eduscale/contracts/verdict'
import { grade } from '@eduscale/rules/grade'
import type { CompileCache } from './judge/compile-cache'
import type { JudgeKind } from './judge/kinds/kind'
import { judgeKindOf } from './judge/kinds/registry'
import { runMemoryBytes } from './judge/limits'
import { prepareProgram } from './judge/prepare-program'
import { packProgram, unpackProgram } from './judge/program-archive'
import type { ProgramLayout, Source } from './judge/program-files'
import { TestPlan } from './judge/test-plan'
import { skippedTest } from './judge/test-result'
import type { TestCase, TestRunner } from './judge/test-runner'
import type { Language } from './languages/language'
import type { Sandbox, Slot } from './sandbox/sandbox'

export type { TestCase } from './judge/test-runner'

export interface JudgeRequest {
  language: Language
  sources: readonly Source[]
  limits: JudgeLimits
  tests: readonly TestCase[]
  judging: Judging
  stopAtFirst: boolean
  /** Of several that wait for a core; the lowest number is served first. */
  priority?: number | undefined
  /** Idle cores may take some of the tests. */
  maySpread?: boolean | undefined
  /** For authors: outputs of secret tests too. */
  isForAuthor?: boolean | undefined
  compileCache?: CompileCache | undefined
  /** Of this machine: limits of time are that many times as long. Unset: 1. */
  speedStep?: number | undefined
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

/** What is left must be worth the 10 ms of carrying the program to another slot. */
const worthSpreadingMs = 60

/**
 * Judges one submission: what any of its programs does is a verdict, never an exception.
 * Throws SandboxError when the engine or a slot failed; then nothing was found out about the submission.
 */
export async function judgeSubmission(sandbox: Sandbox, request: JudgeRequest, signal: AbortSignal): Promise<Judgement> {
  const { language, judging, priority } = request
  const kind = judgeKindOf(judging.io)
  const slotRequest = { signal, image: language.image, priority }
  return sandbox.withSlot(async (slot) => {
    const lent = { slot, kind, slotRequest }
    if (kind.program === null) {
      const done = await runTests(sandbox, { ...lent, request, memoryBytes: null })
      return conclude(request, { compile: nothingToCompile, ...done })
    }
    const asking = { ...request, asked: kind.program }
    request.onCompiling?.()
    const { compiled, program, keep } = await prepareProgram(slot.box, asking)
    request.onCompiled?.(compiled)
    if (!compiled.ok)
      return { ...conclude(request, { compile: compiled, tests: request.tests.map(skippedTest), error: null }), verdict: 'CE' }
    const memoryBytes = runMemoryBytes(asking)
    await slot.box.limitMemory(memoryBytes)
    const done = await runTests(sandbox, { ...lent, request: { ...request, program }, memoryBytes })
    await keep()
    return conclude(request, { compile: compiled, ...done })
  }, slotRequest)
}

const nothingToCompile: CompileResult = {
  ok: true,
  exitCode: 0,
  signal: null,
  output: '',
  cpuMs: 0,
  wallMs: 0,
  memoryBytes: 0,
}

interface Done {
  compile: CompileResult
  tests: TestResult[]
  error: string | null
}

function conclude({ judging }: JudgeRequest, { compile, tests, error }: Done): Judgement {
  if (judging.scoring) return { ...grade(judging.scoring.groups, tests), compile, tests, error }
  const verdict = tests.find((test) => test.verdict !== 'AC')?.verdict ?? 'AC'
  return { verdict, compile, tests, score: null, groups: [], error }
}

interface Running {
  slot: Slot
  kind: JudgeKind
  request: JudgeRequest & { program?: ProgramLayout }
  /** What a container may hold while tests run in it; null where none is run, and there is no program to carry to another slot. */
  memoryBytes: number | null
  slotRequest: { signal: AbortSignal; image: string; priority: number | undefined }
}

async function runTests(
  sandbox: Sandbox,
  { slot, kind, request, memoryBytes, slotRequest }: Running,
): Promise<{ tests: TestResult[]; error: string | null }> {
  const { tests, stopAtFirst, judging, onTest } = request
  const plan = new TestPlan({ tests, stopAtFirst, groups: judging.scoring?.groups ?? null, onTest })
  const errors: string[] = []
  const work = { plan, stopAtFirst, onError: (error: string) => errors.push(error) }
  const runner = await kind.openTests(slot, request)
  const startedAt = performance.now()
  await workOff(runner, work, { atMost: 1 })
  const firstMs = performance.now() - startedAt
  const others =
    memoryBytes !== null && mayBeSpread(request, sandbox) && plan.left * firstMs > worthSpreadingMs
      ? await spread(sandbox, { slot, kind, request, memoryBytes, slotRequest, work })
      : []
  await Promise.all([workOff(runner, work, {}), ...others])
  return { tests: plan.finish(), error: errors[0] ?? null }
}

/** Points that depend on other groups are found in order, in one slot. */
function mayBeSpread({ maySpread, judging }: JudgeRequest, sandbox: Sandbox): boolean {
  const isOrdered = judging.scoring?.groups.some(({ requires }) => requires.length > 0) ?? false
  return maySpread === true && sandbox.slots > 1 && !sandbox.isContended && !isOrdered
}

interface Work {
  plan: TestPlan<TestCase>
  stopAtFirst: boolean
  onError: (error: string) => void
}

/** Idle cores take tests of the same program, until somebody else waits for a core. */
async function spread(
  sandbox: Sandbox,
  { slot, kind, request, memoryBytes, slotRequest, work }: Running & { memoryBytes: number; work: Work },
): Promise<Promise<unknown>[]> {
  const archive = await packProgram(slot.box)
  if (!archive) return []
  return Array.from({ length: Math.min(sandbox.slots - 1, work.plan.left - 1) }, async () =>
    sandbox.withIdleSlot(async (other) => {
      // Whatever is odd there, the first slot can do it all.
      if (!(await unpackProgram(other.box, archive))) return
      await other.box.limitMemory(memoryBytes)
      await workOff(await kind.openTests(other, request), work, { while: () => !sandbox.isContended })
    }, slotRequest),
  )
}

async function workOff(
  runner: TestRunner,
  { plan, stopAtFirst, onError }: Work,
  { atMost = Infinity, while: mayGoOn = () => true }: { atMost?: number; while?: () => boolean },
): Promise<void> {
  // Where the next run may not be needed, nothing runs ahead.
  const runsAhead = runner.mayRunAhead && !stopAtFirst
  let taken = 0
  const begin = () => {
    const next = taken < atMost && mayGoOn() ? plan.take() : null
    if (!next) return null
    taken += 1
    const run = runner.start(next.test)
    run?.catch(() => undefined) // looked at when its turn comes
    return { ...next, run }
  }
  for (let current = begin(); current;) {
    if (runsAhead) await current.run
    const ahead = runsAhead ? begin() : null
    const { result, error } = await runner.judge(current.test, current.run)
    if (error !== null) onError(error)
    plan.record(current.index, result)
    current = ahead ?? begin()
  }
}
