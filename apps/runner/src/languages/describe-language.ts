import { languageNames, type LanguageId } from '@eduscale/contracts/language'
import { addresses } from '@eduscale/contracts/routes/addresses'
import { languages } from './registry'

const exampleMb = 256

/** What the image holds beyond the language's own library, and what it lacks of it. */
const libraries: Record<LanguageId, string> = {
  python: 'The standard library. No numpy; no `site`, so that the start takes half the time (`exit` and `quit` are there).',
  javascript: "Node's own modules. No npm packages.",
  typescript: "Node's own modules. Types are taken off, not checked; a top-level `await` makes the program a module.",
  cpp: 'libstdc++ with the GNU extensions (`__int128`, `bits/stdc++.h`, `ext/pb_ds`). No Boost, no testlib.',
  cpp17: 'As C++20.',
  java: 'The JDK, without `jmods`. The class with `main` may be called anything.',
  c: 'glibc and libm.',
  csharp: 'Mono: C# 7, System.Numerics. A byte order mark before the output is left out.',
  go: 'The standard library. No modules from elsewhere.',
  rust: 'The standard library. No crates.',
  ruby: 'The standard library, and the gems that come with Ruby (`prime`, `matrix`, `bigdecimal`, ...). RubyGems itself is off.',
  php: 'mbstring, bcmath, gmp, ctype, iconv; the machine-code compiler is on.',
  lua: 'The standard library.',
  ocaml: 'The standard library.',
  sql: 'SQLite. The test is read first, then the program; a row is a line with `|` between its columns.',
}

/** One language's part of docs/languages.md: what doesn't depend on an image's version. */
export function describeLanguage(id: LanguageId): string {
  const language = languages[id]
  const { compileArgv, runArgv, sourceName, timeMultiplier, runtimeMb, stackMb, compileTimeMs, compileMemoryMb } = language
  const code = (argv: readonly string[]): string => `\`${argv.join(' ').replaceAll('`', "'")}\``
  const stack = stackMb === 'memory' ? 'as much as the memory limit' : `${stackMb} MB`
  const compileMemory = compileMemoryMb === null ? "the run's memory" : `${compileMemoryMb} MB`
  return [
    `- A lone file is called \`${sourceName}\`.`,
    `- Compiled by ${code(compileArgv([sourceName]))}, within ${compileTimeMs / 1000} s of processor time and ${compileMemory}.`,
    `- Run by ${code(runArgv({ memoryMb: exampleMb, entry: sourceName }))} (where the limit is ${exampleMb} MB).`,
    `- Time limits times ${timeMultiplier}; ${runtimeMb} MB for the runtime on top of the problem's limit; stack: ${stack}.`,
    `- Libraries: ${libraries[id]}`,
  ].join('\n')
}

/** All of docs/languages.md. */
export function describeLanguages(ids: readonly LanguageId[], versions: ReadonlyMap<string, string>): string {
  const parts = ids.map(
    (id) => `## ${languageNames[id]} (\`${id}\`), ${versions.get(id) ?? 'not built here'}\n\n${describeLanguage(id)}\n`,
  )
  return `# Languages

Written by \`npm run -s languages\` from what the runner does and from what the compilers of its images say of their versions; a
unit test holds it to the former. \`${addresses.listLanguages}\` says which of them run at the moment.

Programs read standard input, write standard output and run in \`/tmp\`, where they may write; files that came with the program are there
too. Of several files the first runs. Compiling has the same walls around it as running.

${parts.join('\n')}`
}
