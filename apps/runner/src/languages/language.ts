import type { LanguageId } from '@eduscale/contracts/language'

export interface RunLimits {
  memoryMb: number
  /** The name of the file in /box that is started: `sourceName` unless several files came. */
  entry: string
}

/** All that the runner knows about a language. Paths are those of the box: sources and what is compiled lie in /box. */
export interface Language {
  id: LanguageId
  /** Which image of infra/images it runs in. */
  image: string
  /** The name a lone source gets, whatever the contestant called it. */
  sourceName: string
  /** File endings by which problem packages and the command line tell a language. */
  extensions: readonly string[]
  /** Exit code 0 is success; anything it prints is shown for a compile error. `sources` are names in /box. */
  compileArgv: (sources: readonly string[]) => readonly string[]
  /** Those of `compileArgv` that a problem's own programs don't get. */
  contestantFlags?: readonly string[]
  /** Tried where the first way fails, if `when` is in what the compiler said. */
  fallbackCompile?: { when: RegExp; isForFunctions: boolean; argv: (sources: readonly string[]) => readonly string[] }
  /** Names in /box of what the compiler makes of these sources, where it makes anything there. */
  made?: (sources: readonly string[]) => readonly string[]
  /** Names that its tools look for in /box as well: a contestant's file of one would stand in for theirs. */
  reserved?: RegExp
  /** Where the compiler leaves the source map of what it wrote of a source, for languages whose errors name that. */
  sourceMaps?: (sources: readonly string[]) => readonly { source: string; path: string }[]
  /** A sentence for an error that the compiler explains badly. */
  compileHints?: readonly { when: RegExp; hint: string }[]
  /** What its compiler says besides errors and warnings: not shown, since it would pass for one, or names a file of ours. Global. */
  compileChatter?: RegExp
  compileTimeMs: number
  /** Null: small enough to compile under the limit of the run. */
  compileMemoryMb: number | null
  runArgv: (limits: RunLimits) => readonly string[]
  versionArgv: readonly string[]
  timeMultiplier: number
  /** What the runtime itself takes, on top of a problem's limit: an idle program of the language just fits in it. */
  runtimeMb: number
  /** Soft and hard stack limit; 'memory' is the whole memory limit, as the field has it for native programs. */
  stackMb: number | 'memory'
  /** Words of a runtime that ran out of the heap it was given, before the kernel had to end it; they may stand behind a program's own. */
  outOfMemory: RegExp | null
  /** Its runtime may write a byte order mark before the program's own output. */
  marksOutput?: true
}

/** What a compiler leaves beside each source of that ending: the same name with other endings. */
export function besides(sources: readonly string[], ending: string, made: readonly string[]): string[] {
  const stems = sources.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length))
  return stems.flatMap((stem) => made.map((other) => stem + other))
}
