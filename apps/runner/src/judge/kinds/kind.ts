import type { Slot } from '../../sandbox/sandbox'
import type { AskedProgram } from '../asked-program'
import type { Check } from '../checker'
import { openRuns } from '../run-alone'
import type { TestRunner, TestRunOptions } from '../test-runner'

/** How a kind of problem is judged. Everything else (which tests, in what order, for what points) is alike for all of them. */
export interface JudgeKind {
  /** What is asked of the program; null: none is handed in, so that nothing is compiled or run. */
  program: AskedProgram | null
  /** Judges tests in a slot that the compiled program lies in. */
  openTests(slot: Slot, options: TestRunOptions): Promise<TestRunner>
}

/** A program that runs by itself. `check` compares what it left with the answer, where the problem brings no validator. */
export function runsAlone(program: AskedProgram, check: Check): JudgeKind {
  return { program, openTests: async (slot, options) => openRuns(slot, { ...options, asked: program }, check) }
}
