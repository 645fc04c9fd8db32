import { maxCapturedBytes, type TestResult } from '@eduscale/contracts/judge'
import type { RunResult } from '../sandbox/sandbox'
import { peakLimitBytes, type Limited } from './limits'
import { shownStderr } from './shown-text'

/** What a native program holds beside a full stack: its code and its libraries'. */
const besideStackBytes = 8 * 1024 * 1024

interface Named {
  name: string
  isSample: boolean
}

/** What the run alone says; `AC` means that it ended well and its output is still to be compared. */
export function judgeRun(run: RunResult, test: Named, judged: Limited & { showsOutput: boolean }): TestResult {
  const { showsOutput } = judged
  return {
    name: test.name,
    isSample: test.isSample,
    verdict: verdictOfRun(run, judged),
    cpuMs: run.cpuMs,
    kernelMs: run.kernelMs,
    wallMs: run.wallMs,
    memoryBytes: run.peakBytes,
    exitCode: run.end.kind === 'exited' ? run.end.code : null,
    signal: run.end.kind === 'signalled' ? run.end.signal : null,
    exceeded: run.exceeded === 'cpu' || run.exceeded === 'wall' ? run.exceeded : null,
    stdout: showsOutput ? run.stdout.subarray(0, maxCapturedBytes).toString() : null,
    stderr: showsOutput ? shownStderr(run.stderr.subarray(0, maxCapturedBytes).toString(), judged) : null,
    divergence: null,
    message: null,
    judgeMessage: null,
    score: null,
    returned: null,
  }
}

export function isRunFailure(result: TestResult): boolean {
  return result.verdict !== 'AC'
}

export function skippedTest(test: Named): TestResult {
  return { ...emptyResult(test), verdict: 'SKIPPED' }
}

/** Of a test that could not be judged. */
export function internalResult(test: Named): TestResult {
  return { ...emptyResult(test), verdict: 'IE' }
}

/** Of a test that no program was run for. */
export function emptyResult({ name, isSample }: Named): Omit<TestResult, 'verdict'> {
  return {
    name,
    isSample,
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
    returned: null,
  }
}

/**
 * Memory first: whom the kernel stops for it may well look like a crash, or leave a parent waiting until time is up. So is one that
 * was at the limit when its time was up: in the pages of all its processes, that is, not in what the kernel had cached of files.
 */
function verdictOfRun(run: RunResult, judged: Limited): TestResult['verdict'] {
  const failed = run.end.kind === 'signalled' || run.end.code !== 0
  const limitBytes = peakLimitBytes(judged)
  const wasAtLimit = run.exceeded !== null && run.memoryHits > 0 && run.heldBytes > limitBytes
  // A stack that was filled to its end (Rust aborts then) is a crash, though the rest of the program came on top of it.
  const isFullStack =
    judged.language.stackMb === 'memory' &&
    run.end.kind === 'signalled' &&
    /^SIG(SEGV|ABRT)$/.test(run.end.signal) &&
    !run.exceeded
  if (run.oomKills > 0 || run.peakBytes > limitBytes + (isFullStack ? besideStackBytes : 0) || wasAtLimit) return 'MLE'
  const isFileTooLong = run.end.kind === 'signalled' && run.end.signal === 'SIGXFSZ' && Boolean(judged.asked?.answerFile)
  if (run.exceeded === 'output' || isFileTooLong) return 'OLE'
  if (run.exceeded !== null) return 'TLE'
  if (failed && judged.language.outOfMemory?.test(run.stderr.toString())) return 'MLE'
  return failed ? 'RTE' : 'AC'
}
