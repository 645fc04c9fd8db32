import type { CompileResult, TestResult } from '@eduscale/contracts/judge'
import type { Slot } from '../sandbox/sandbox'
import type { JudgeRequest } from '../judge-submission'
import { createTestRunner, type TestCase } from './run-test'
import { TestPlan } from './test-plan'

const nothingToCompile: CompileResult = {
  ok: true,
  exitCode: 0,
  signal: null,
  output: '',
  cpuMs: 0,
  wallMs: 0,
  memoryBytes: 0,
}

/**
 * An output-only problem: the contestant sends what a program would have printed, a file per test called like it (`secret/03` is
 * answered by `03.out` or `03.ans`). A test without a file is a wrong answer, so that partial work gets its points.
 */
export async function judgeOutputs(
  slot: Slot,
  request: JudgeRequest,
): Promise<{ compile: CompileResult; tests: TestResult[]; error: string | null }> {
  const { tests, stopAtFirst, judging, onTest } = request
  const plan = new TestPlan({ tests, stopAtFirst, groups: judging.scoring?.groups ?? null, onTest })
  const runner = await createTestRunner(slot, request)
  let firstError: string | null = null
  for (let next = plan.take(); next; next = plan.take()) {
    const output = findOutput(next.test, request)
    const { result, error } = await runner.judgeOutput(next.test, output)
    firstError ??= error
    plan.record(next.index, result)
  }
  return { compile: nothingToCompile, tests: plan.finish(), error: firstError }
}

function findOutput({ name }: TestCase, { sources }: JudgeRequest): Buffer | null {
  const base = name.split('/').at(-1) ?? name
  const found = sources.find((source) => ['.out', '.ans'].some((ending) => source.name === `${base}${ending}`))
  return found ? Buffer.from(found.text) : null
}
