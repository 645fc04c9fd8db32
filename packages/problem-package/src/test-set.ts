import type { TestSetContent } from '@eduscale/contracts/test-set'
import type { ProblemPackage } from './problem-package'

/** What a submission is judged against, without what only packages and people need. */
export function toTestSetContent({ judging, tests }: ProblemPackage): TestSetContent {
  return {
    ...judging,
    tests: tests.map(({ name, isSample, input, answer, validatorFlags }) => ({ name, isSample, input, answer, validatorFlags })),
  }
}
