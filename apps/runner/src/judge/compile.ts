import { maxCapturedBytes, type CompileResult } from '@eduscale/contracts/judge'
import type { Language } from '../languages/language'
import type { Box, RunResult, RunSpec } from '../sandbox/sandbox'
import type { Source } from './program-files'
import { withoutBoxPath } from './shown-text'

export interface CompileRequest {
  language: Language
  /** Entry first. */
  files: readonly Source[]
  /** For compilers small enough to work under the limit of the run. */
  runMemoryBytes: number
  speedStep?: number | undefined
  /** A validator: it isn't run by an online judge but is part of one. */
  isOfProblem?: boolean
}

const mebibyte = 1024 * 1024
const keptOutputBytes = 4 * mebibyte

/** Empties the box, puts the files in and compiles them there; whatever goes wrong is in the result. */
export async function compile(
  box: Box,
  { language, files, runMemoryBytes, speedStep = 1, isOfProblem = false }: CompileRequest,
): Promise<CompileResult> {
  box.reset()
  for (const { name, text } of files) box.putFile({ name, content: Buffer.from(text) })
  // Not waited for (13 ms): a compiler that needs more than the last run's limit doesn't in its first milliseconds.
  const limiting = box.limitMemory(language.compileMemoryMb === null ? runMemoryBytes : language.compileMemoryMb * mebibyte)
  const names = files.map((file) => file.name)
  const cpuMs = language.compileTimeMs * speedStep
  const leftOut = isOfProblem ? (language.contestantFlags ?? []) : []
  const spec = (argv: readonly string[]): RunSpec =>
    compileSpec(
      argv.filter((word) => !leftOut.includes(word)),
      cpuMs,
    )
  const [first] = await Promise.all([box.run(spec(language.compileArgv(names))), limiting])
  const result = toResult(first, language)
  const { fallbackCompile } = language
  if (result.ok || !fallbackCompile || fallbackCompile.when?.test(result.output) === false) return result
  return toResult(await box.run(spec(fallbackCompile.argv(names))), language)
}

function compileSpec(argv: readonly string[], cpuMs: number): RunSpec {
  return {
    argv,
    isCompile: true,
    // Thousands of warnings are no reason to end a compiler.
    cutsOutput: true,
    limits: {
      cpuMs,
      wallMs: 1.5 * cpuMs,
      stdoutBytes: keptOutputBytes,
      stackBytes: 64 * mebibyte,
      fileBytes: 128 * mebibyte,
      tmpBytes: 128 * mebibyte,
    },
    input: Buffer.alloc(0),
    collect: [],
  }
}

function toResult(run: RunResult, language: Language): CompileResult {
  const ok = run.end.kind === 'exited' && run.end.code === 0 && run.exceeded === null && run.oomKills === 0
  const words = [run.stderr.toString(), run.stdout.toString()].filter((text) => text !== '')
  const reason = stopReason(run)
  if (reason) words.push(reason)
  const said = words.join('\n')
  const hints = ok ? [] : (language.compileHints ?? []).filter(({ when }) => when.test(said)).map(({ hint }) => hint)
  // First, since what a compiler says may be long and is cut.
  const output = withoutBoxPath([...hints, said].join('\n'))
  return {
    ok,
    exitCode: run.end.kind === 'exited' ? run.end.code : null,
    signal: run.end.kind === 'signalled' ? run.end.signal : null,
    output: withoutMiddle(ok ? withoutChatter(output, language) : output),
    cpuMs: run.cpuMs,
    wallMs: run.wallMs,
    memoryBytes: run.peakBytes,
  }
}

/** Both ends of what a compiler said: what it failed of stands behind its warnings. */
export function withoutMiddle(text: string, maxChars = maxCapturedBytes): string {
  if (text.length <= maxChars) return text
  const gap = '\n[...]\n'
  const tailChars = Math.floor(maxChars / 4)
  return text.slice(0, maxChars - tailChars - gap.length) + gap + text.slice(-tailChars)
}

/** What is left is warnings, which are worth showing of a good program too. */
export function withoutChatter(output: string, { compileChatter }: Pick<Language, 'compileChatter'>): string {
  if (!compileChatter) return output
  const left = output.replace(compileChatter, '')
  return left.trim() === '' ? '' : left
}

function stopReason(run: RunResult): string | null {
  if (run.oomKills > 0) return 'The compiler needed more memory than it may take.'
  switch (run.exceeded) {
    case 'cpu':
    case 'wall':
      return 'The compiler took longer than it may.'
    case 'output':
      return 'The compiler printed more than it may.'
    case null:
      return null
  }
}

/** What wasn't even given to a compiler. */
export function refused(reason: string): CompileResult {
  return { ok: false, exitCode: null, signal: null, output: reason, cpuMs: 0, wallMs: 0, memoryBytes: 0 }
}
