import { maxCapturedBytes, type CompileResult } from '@eduscale/contracts/judge'
import type { Signature } from '@eduscale/contracts/signature'
import type { Language } from '../languages/language'
import type { Box, RunResult, RunSpec } from '../sandbox/sandbox'
import type { Source } from './program-files'
import { saidOfFunction } from './said-of-function'
import { withoutBoxPath } from './shown-text'
import type { CompiledSource } from './source-lines'

export interface CompileRequest {
  language: Language
  /** What the contestant's function is to be, where there is a driver around it. */
  signature?: Signature | undefined
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
/** What is searched of a compiler's words, which a contestant may write to some degree: of lines and altogether far more than is read. */
const searchedChars = 8 * maxCapturedBytes
const searchedLineChars = 2000

export interface Compiled {
  result: CompileResult
  /** Those whose source map the compiler left. */
  sources: readonly CompiledSource[]
}

/** Empties the box, puts the files in and compiles them there; whatever goes wrong is in the result. */
export async function compile(box: Box, request: CompileRequest): Promise<CompileResult> {
  return (await compileWithMaps(box, request)).result
}

export async function compileWithMaps(
  box: Box,
  { language, files, signature, runMemoryBytes, speedStep = 1, isOfProblem = false }: CompileRequest,
): Promise<Compiled> {
  box.reset()
  for (const { name, text } of files) box.putFile({ name, content: Buffer.from(text) })
  // Not waited for (13 ms): a compiler that needs more than the last run's limit doesn't in its first milliseconds.
  const limiting = box.limitMemory(language.compileMemoryMb === null ? runMemoryBytes : language.compileMemoryMb * mebibyte)
  const names = files.map((file) => file.name)
  const cpuMs = language.compileTimeMs * speedStep
  const maps = language.sourceMaps?.(names) ?? []
  const collect = maps.map(({ path }) => path)
  const leftOut = isOfProblem ? (language.contestantFlags ?? []) : []
  const spec = (argv: readonly string[]): RunSpec =>
    compileSpec(
      argv.filter((word) => !leftOut.includes(word)),
      { cpuMs, collect },
    )
  const [first] = await Promise.all([box.run(spec(language.compileArgv(names))), limiting])
  const conclude = (run: RunResult): Compiled => ({
    result: toResult(run, { language, signature }),
    sources: files.flatMap((file) => {
      const map = run.collected[maps.findIndex(({ source }) => source === file.name)]
      return map ? [{ ...file, sourceMap: map.toString() }] : []
    }),
  })
  const compiled = conclude(first)
  const { fallbackCompile } = language
  if (compiled.result.ok || !fallbackCompile?.when.test(wordsOf(first))) return compiled
  return signature && !fallbackCompile.isForFunctions ? compiled : conclude(await box.run(spec(fallbackCompile.argv(names))))
}

function compileSpec(argv: readonly string[], { cpuMs, collect }: { cpuMs: number; collect: readonly string[] }): RunSpec {
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
    collect,
    collectBytes: keptOutputBytes,
  }
}

function toResult(run: RunResult, { language, signature }: Pick<CompileRequest, 'language' | 'signature'>): CompileResult {
  const ok = run.end.kind === 'exited' && run.end.code === 0 && run.exceeded === null && run.oomKills === 0
  const words = wordsOf(run)
  const said = signature ? saidOfFunction(words, { signature, language: language.id, ok }) : words
  const hints = ok ? [] : (language.compileHints ?? []).filter(({ when }) => when.test(said)).map(({ hint }) => hint)
  // First, since what a compiler says may be long and is cut.
  const output = withoutBoxPath([...hints, said].join('\n'))
  return {
    ok,
    exitCode: run.end.kind === 'exited' ? run.end.code : null,
    signal: run.end.kind === 'signalled' ? run.end.signal : null,
    output: withoutMiddle(withoutChatter(output, language)),
    cpuMs: run.cpuMs,
    wallMs: run.wallMs,
    memoryBytes: run.peakBytes,
  }
}

function wordsOf(run: RunResult): string {
  const reason = stopReason(run)
  const all = [run.stderr.toString(), run.stdout.toString(), reason ?? ''].filter((text) => text !== '').join('\n')
  return withoutMiddle(all, searchedChars)
    .split('\n')
    .map((line) => (line.length > searchedLineChars ? `${line.slice(0, searchedLineChars)}…` : line))
    .join('\n')
}

/** Both ends of what a compiler said: what it failed of stands behind its warnings. */
export function withoutMiddle(text: string, maxChars = maxCapturedBytes): string {
  if (text.length <= maxChars) return text
  const gap = '\n[...]\n'
  const tailChars = Math.floor(maxChars / 4)
  return text.slice(0, maxChars - tailChars - gap.length) + gap + text.slice(-tailChars)
}

/** What is left is errors and warnings, which are worth showing of a good program too. */
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
