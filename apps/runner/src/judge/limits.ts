import type { JudgeLimits } from '@eduscale/contracts/judge'
import type { Judging } from '@eduscale/contracts/test-set'
import type { Language } from '../languages/language'
import type { RunSpec } from '../sandbox/sandbox'
import { plainProgram, type AskedProgram } from './asked-program'
import type { ProgramLayout } from './program-files'

const mebibyte = 1024 * 1024
/**
 * Above the problem's limit and the runtime's share: boxd, page tables and the files of /tmp and /box are charged to the
 * same cgroup. A program that peaks in between isn't killed, but its peak is over the limit, which is MLE as well.
 */
const slackBytes = 48 * mebibyte
/** Limits come in steps, so that one submission's tests and most of a problem's submissions share one. */
const stepBytes = 8 * mebibyte
const tmpBytes = 16 * mebibyte

/** What a run's limits depend on. */
export interface Limited {
  language: Language
  limits: JudgeLimits
  judging?: Judging
  /** What the problem asks of the program. Absent: standard streams and nothing else, as of a problem's own programs. */
  asked?: AskedProgram
  /** Absent: one source, of the language's own name. */
  program?: ProgramLayout
  /** Of this machine: limits of time are that many times as long. Unset: 1. */
  speedStep?: number | undefined
}

/** The most a program of this language may hold at its peak. */
export function peakLimitBytes({ language, limits }: Limited): number {
  return (limits.memoryMb + language.runtimeMb) * mebibyte
}

/** The container's limit while tests run; inputs and files lie in its memory too. */
export function runMemoryBytes(run: Limited & { asked: AskedProgram; tests: readonly { input: Buffer }[] }): number {
  const largestInput = Math.max(0, ...run.tests.map((test) => test.input.length))
  const files = run.asked.answerFile === null ? 0 : largestInput + run.limits.outputBytes
  return Math.ceil((peakLimitBytes(run) + slackBytes + 2 * largestInput + files) / stepBytes) * stepBytes
}

/** One run of the contestant's program. */
export function runSpec(limited: Limited, input: Buffer): RunSpec {
  const { language, limits, asked = plainProgram, program } = limited
  const cpuMs = cpuLimitMs(limited)
  const { inputFile } = asked
  const collected = asked.answerFile?.path ?? null
  const filesBytes = tmpBytes + (collected === null ? 0 : limits.outputBytes) + (inputFile === null ? 0 : input.length)
  return {
    argv: language.runArgv({ memoryMb: limits.memoryMb, entry: program?.entry ?? language.sourceName }),
    isCompile: false,
    // Programs run in /tmp, where they may write.
    // What it shall write there is its own, also where it has brought a file of that name.
    links: (program?.dataFiles ?? []).filter((name) => `/tmp/${name}` !== collected),
    limits: {
      cpuMs,
      wallMs: 3 * cpuMs + asked.spareWallMs,
      stdoutBytes: limits.outputBytes,
      // The stack may fill the memory; a bottomless recursion is told from MLE by how it ends.
      stackBytes: (language.stackMb === 'memory' ? limits.memoryMb : language.stackMb) * mebibyte,
      fileBytes: collected === null ? tmpBytes : Math.max(tmpBytes, limits.outputBytes),
      tmpBytes: filesBytes,
    },
    input,
    inputFile,
    // One byte above the limit tells a file that is too long from one that just fits.
    ...(collected === null ? { collect: [] } : { collect: [collected], collectBytes: limits.outputBytes + 1 }),
  }
}

export function cpuLimitMs({ language, limits, judging, speedStep = 1 }: Limited): number {
  return Math.round(limits.timeMs * language.timeMultiplier * (judging?.timeMultipliers[language.id] ?? 1) * speedStep)
}
