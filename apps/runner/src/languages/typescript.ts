import { sourceNames } from '@eduscale/contracts/language'
import { besides, type Language } from './language'
import { nodeArgv, nodeRuntime, nodeSettings } from './javascript'

const esbuild = (sources: readonly string[], ...options: string[]): readonly string[] => [
  '/usr/bin/esbuild',
  ...sources.filter((name) => name.endsWith('.ts')),
  '--outdir=/box',
  '--platform=node',
  '--target=node20',
  '--log-level=warning',
  '--log-limit=20',
  // Beside the program, which doesn't know of it: a run costs nothing more.
  '--sourcemap=external',
  // The runner has them.
  '--sources-content=false',
  ...options,
]
const banner = `import { createRequire as __createRequire } from 'node:module'; const require = __createRequire('/box/');`

/** Types are stripped, not checked: the editor checks them, and 5 ms beat tsc's second. */
export const typescript: Language = {
  id: 'typescript',
  image: 'polyglot',
  sourceName: sourceNames.typescript,
  extensions: ['.ts'],
  // CommonJS starts 10 ms sooner than a module, which is needed only where a solution awaits at its top level.
  made: (sources) => besides(sources, '.ts', ['.js', '.js.map']),
  reserved: nodeSettings,
  compileArgv: (sources) => esbuild(sources, '--format=cjs'),
  fallbackCompile: {
    when: /Top-level await is currently not supported/,
    // What a function's driver loads is a script.
    isForFunctions: false,
    // The banner makes `require` work there, which esbuild can't know.
    argv: (sources) =>
      esbuild(sources, '--format=esm', `--banner:js=${banner}`, '--log-override:unsupported-require-call=silent'),
  },
  compileHints: [
    {
      when: /Top-level await is currently not supported/,
      hint: '`await` can only stand inside of a function here, since the task asks for a function and not for a program.',
    },
  ],
  sourceMaps: (sources) =>
    sources
      .filter((name) => name.endsWith('.ts'))
      .map((source) => ({ source, path: `/box/${source.replace(/\.ts$/, '.js.map')}` })),
  compileTimeMs: 10_000,
  compileMemoryMb: null,
  runArgv: ({ memoryMb, entry }) => [...nodeArgv(memoryMb), `/box/${entry.replace(/\.ts$/, '.js')}`],
  ...nodeRuntime,
}
