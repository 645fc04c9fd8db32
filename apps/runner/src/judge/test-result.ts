import { maxCapturedBytes, type JudgeLimits, type TestResult } from '@eduscale/contracts/judge'
import type { Language } from '../languages/language'
import type { RunResult } from '../sandbox/sandbox'
import { peakLimitBytes } from './limits'

interface Named {
  name: string
  isSample: boolean
  answer: Buffer | null
}

/** What the run alone says; `AC` means that it ended well and its output is still to be compared. */
export function judgeRun(run: RunResult, test: Named, judged: { language: Language; limits: JudgeLimits }): TestResult {
  const showsOutput = test.isSample || test.answer === null
  return {
    name: test.name,
    isSample: test.isSample,
    verdict: verdictOfRun(run, judged),
    cpuMs: run.cpuMs,
    wallMs: run.wallMs,
    memoryBytes: run.peakBytes,
    exitCode: run.end.kind === 'exited' ? run.end.code : null,
    signal: run.end.kind === 'signalled' ? run.end.signal : null,
    exceeded: run.exceeded === 'cpu' || run.exceeded === 'wall' ? run.exceeded : null,
    stdout: showsOutput ? run.stdout.subarray(0, maxCapturedBytes).toString() : null,
    stderr: showsOutput ? run.stderr.subarray(0, maxCapturedBytes).toString() : null,
    divergence: null,
    message: null,
    judgeMessage: null,
    score: null,
  }
}

export function isRunFailure(result: TestResult): boolean {
  return result.verdict !== 'AC'
}

export function skippedTest({ name, isSample }: Named): TestResult {
  return {
    name,
    isSample,
    verdict: 'SKIPPED',
    cpuMs: 0,
    wallMs: 0,
    memoryBytes: 0,
    exitCode: null,
    signal: null,
    exceeded: null,
    stdout: null,
    stderr: null,
    divergence: null,
    message: null,
    judgeMessage: null,
    score: null,
  }
}

/** Memory first: whom the kernel stops for it may well look like a crash, or leave a parent waiting until time is up. */
function verdictOfRun(run: RunResult, judged: { language: Language; limits: JudgeLimits }): TestResult['verdict'] {
  const failed = run.end.kind === 'signalled' || run.end.code !== 0
  if (run.oomKills > 0 || run.peakBytes > peakLimitBytes(judged)) return 'MLE'
  if (run.exceeded === 'output') return 'OLE'
  if (run.exceeded !== null) return 'TLE'
  if (failed && judged.language.outOfMemory?.test(run.stderr.toString())) return 'MLE'
  return failed ? 'RTE' : 'AC'
}
