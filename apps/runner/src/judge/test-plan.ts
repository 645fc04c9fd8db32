import type { TestResult } from '@eduscale/contracts/judge'
import type { TestGroup } from '@eduscale/contracts/test-set'
import { isSkipped } from '@eduscale/rules/grade'
import { skippedTest } from './test-result'

interface Planned {
  name: string
  isSample: boolean
}

interface PlanOptions<Test extends Planned> {
  tests: readonly Test[]
  /** Without points: everything after the first failure is skipped. */
  stopAtFirst: boolean
  /** With points: each group says so for itself. */
  groups: readonly TestGroup[] | null
  /** Told in the order of the tests, whichever ended first. */
  onTest?: ((result: TestResult, index: number) => void) | undefined
}

/**
 * Which test is run next, when several slots work on one submission. What comes out is what one slot alone would have made of it: a
 * test after the first failure is skipped even when it was run already.
 */
export class TestPlan<Test extends Planned> {
  #options: PlanOptions<Test>
  #results: (TestResult | undefined)[]
  #next = 0
  #told = 0

  constructor(options: PlanOptions<Test>) {
    this.#options = options
    this.#results = options.tests.map(() => undefined)
  }

  /** Tests that nobody has taken yet. */
  get left(): number {
    return this.#options.tests.length - this.#next
  }

  /** Null when no test is left that needs a run. */
  take(): { test: Test; index: number } | null {
    for (; this.#next < this.#options.tests.length; this.#next += 1) {
      const index = this.#next
      const test = this.#options.tests[index]
      if (!test || this.#isSkipped(index)) continue
      this.#next += 1
      return { test, index }
    }
    return null
  }

  record(index: number, result: TestResult): void {
    this.#results[index] = result
    this.#tell()
  }

  /** All of them; those without a run are skipped. */
  finish(): TestResult[] {
    return this.#options.tests.map(
      (test, index) => (this.#isSkipped(index) ? undefined : this.#results[index]) ?? skippedTest(test),
    )
  }

  #tell(): void {
    for (; this.#told < this.#results.length; this.#told += 1) {
      const result = this.#results[this.#told]
      if (this.#isSkipped(this.#told)) continue
      if (!result) return
      this.#options.onTest?.(result, this.#told)
    }
  }

  #isSkipped(index: number): boolean {
    const { tests, stopAtFirst, groups } = this.#options
    const test = tests[index]
    const done = this.#results.flatMap((result, at) =>
      result ? [{ name: result.name, index: at, verdict: result.verdict }] : [],
    )
    if (groups) return test !== undefined && isSkipped(groups, { name: test.name, index, done })
    return stopAtFirst && done.some((result) => result.index < index && result.verdict !== 'AC')
  }
}
