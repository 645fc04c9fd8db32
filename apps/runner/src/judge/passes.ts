import type { TestResult } from '@eduscale/contracts/judge'
import type { Judging } from '@eduscale/contracts/test-set'
import { internalResult } from './test-result'
import type { Judged, TestCase } from './test-runner'
import type { Checked } from './validators'

/** Whether the validator may have the program run again. Where it may not, what looks like a request is no more than a file. */
export function mayAskForPass({ maxPasses }: Pick<Judging, 'maxPasses'>): boolean {
  return maxPasses > 1
}

export function asksForPass(checked: Checked, judging: Judging): checked is Checked & { nextPass: Buffer } {
  return checked.verdict === 'AC' && checked.nextPass !== null && mayAskForPass(judging)
}

export function tooManyPasses(test: TestCase, result: TestResult | null, { maxPasses }: Judging): Judged {
  const error = `the validator asks for more than ${maxPasses} passes`
  return { result: { ...(result ?? internalResult(test)), verdict: 'IE' }, error }
}

/** Of several passes the one that took most, since each has the whole limit; of verdicts the last. */
export function worseOf(before: TestResult | null, now: TestResult): TestResult {
  if (!before) return now
  return {
    ...now,
    cpuMs: Math.max(before.cpuMs, now.cpuMs),
    ...(before.kernelMs !== undefined && now.kernelMs !== undefined && { kernelMs: Math.max(before.kernelMs, now.kernelMs) }),
    wallMs: Math.max(before.wallMs, now.wallMs),
    memoryBytes: Math.max(before.memoryBytes, now.memoryBytes),
  }
}
