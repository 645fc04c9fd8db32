import type { JudgeLimits } from '@eduscale/contracts/judge'
import type { Language } from '../languages/language'
import type { RunSpec } from '../sandbox/sandbox'

const mebibyte = 1024 * 1024
/**
 * Above the problem's limit and the runtime's share: boxd, page tables and the files of /tmp and /box are charged to the
 * same cgroup. A program that peaks in between isn't killed, but its peak is over the limit, which is MLE as well.
 */
const slackBytes = 48 * mebibyte
/** Limits come in steps, so that one submission's tests and most of a problem's submissions share one. */
const stepBytes = 8 * mebibyte
const stackReserveBytes = 8 * mebibyte
const tmpBytes = 16 * mebibyte

interface Run {
  language: Language
  limits: JudgeLimits
}

/** The most a program of this language may hold at its peak. */
export function peakLimitBytes({ language, limits }: Run): number {
  return (limits.memoryMb + language.runtimeMb) * mebibyte
}

/** The container's limit while tests run; inputs lie in its memory too. */
export function runMemoryBytes(run: Run & { tests: readonly { input: Buffer }[] }): number {
  const largestInput = Math.max(0, ...run.tests.map((test) => test.input.length))
  return Math.ceil((peakLimitBytes(run) + slackBytes + 2 * largestInput) / stepBytes) * stepBytes
}

export function runSpec({ language, limits }: Run, input: Buffer): RunSpec {
  const cpuMs = cpuLimitMs({ language, limits })
  return {
    argv: language.runArgv({ memoryMb: limits.memoryMb }),
    isCompile: false,
    limits: {
      cpuMs,
      wallMs: 3 * cpuMs + 1000,
      stdoutBytes: limits.outputBytes,
      // A little less than all memory: a bottomless recursion then ends as a crash, which it is, and not as MLE.
      stackBytes:
        language.stackMb === 'memory'
          ? Math.max(stackReserveBytes, limits.memoryMb * mebibyte - stackReserveBytes)
          : language.stackMb * mebibyte,
      fileBytes: tmpBytes,
      tmpBytes,
    },
    input,
    collect: [],
  }
}

export function cpuLimitMs({ language, limits }: Run): number {
  return Math.round(limits.timeMs * language.timeMultiplier)
}
