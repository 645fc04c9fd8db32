import type { TestResult } from '@eduscale/contracts/judge'
import type { Judging } from '@eduscale/contracts/test-set'
import type { RunResult } from '../sandbox/sandbox'
import type { Limited } from './limits'
import type { Source } from './program-files'

export interface TestCase {
  name: string
  isSample: boolean
  input: Buffer
  /** Null: nothing to compare with (a contestant's own input). */
  answer: Buffer | null
  /** Instead of the problem's own; null: those. */
  validatorFlags?: readonly string[] | null
}

export interface Judged {
  result: TestResult
  /** Why it is IE. */
  error: string | null
}

export interface TestRunOptions extends Limited {
  judging: Judging
  sources: readonly Source[]
  /** For authors: outputs of secret tests too. */
  isForAuthor?: boolean | undefined
}

/** Judges one test at a time in one slot. */
export interface TestRunner {
  /** The next test's program may run while this one's output is compared: nothing else needs the core. */
  mayRunAhead: boolean
  /** Null where a test is run and judged at once, or not run at all. */
  start(test: TestCase): Promise<RunResult> | null
  /** `started` is what `start` gave for the same test. */
  judge(test: TestCase, started: Promise<RunResult> | null): Promise<Judged>
}

export function showsOutput(test: TestCase, { isForAuthor }: TestRunOptions): boolean {
  return test.isSample || test.answer === null || isForAuthor === true
}
