import type { JudgeResult } from '@eduscale/contracts/judge'

/** The result of what could not be judged or stored. `runnerId` is the runner that last had it, or empty. */
export function internalError(
  about: Pick<JudgeResult, 'submissionId' | 'origin'> & Partial<Pick<JudgeResult, 'runnerId' | 'sandboxLevel'>>,
  error: string,
): JudgeResult {
  const { submissionId, origin, runnerId = '', sandboxLevel = '' } = about
  const nothing = { compile: null, tests: [], total: 0, score: null, groups: [] }
  return { submissionId, origin, verdict: 'IE', ...nothing, runnerId, sandboxLevel, error }
}
