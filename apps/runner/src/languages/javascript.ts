import { sourceNames } from '@eduscale/contracts/language'
import type { Language } from './language'

export const nodeRuntime = {
  versionArgv: ['/usr/bin/node', '--version'],
  timeMultiplier: 1,
  runtimeMb: 72,
  // V8 stops at --stack-size, well before the kernel's limit: a deep recursion is then a RangeError, not a crash.
  stackMb: 72,
  outOfMemory: /JavaScript heap out of memory/,
} as const

/** What esbuild reads, in whatever case it is written, and Node. */
export const nodeSettings = /^(?:package|tsconfig|jsconfig)\.json$/i

/** The heap may take the problem's limit; the runtime's own share comes on top. */
export const nodeArgv = (memoryMb: number): readonly string[] => [
  '/usr/bin/node',
  `--max-old-space-size=${memoryMb}`,
  '--stack-size=60000',
]

export const javascript: Language = {
  id: 'javascript',
  image: 'polyglot',
  sourceName: sourceNames.javascript,
  extensions: ['.js', '.mjs', '.cjs'],
  reserved: nodeSettings,
  // Only to find syntax errors, and in 6 ms where `node --check` takes 40; what runs is the file as it was written.
  compileArgv: (sources) => [
    '/usr/bin/esbuild',
    // Each with where its output goes: lib.js and lib.mjs would go to the same place.
    ...sources.filter((name) => /\.[mc]?js$/.test(name)).map((name) => `${name}=${name}`),
    '--outdir=/tmp/checked',
    '--platform=node',
    '--log-level=warning',
    '--log-limit=20',
  ],
  compileTimeMs: 10_000,
  compileMemoryMb: null,
  runArgv: ({ memoryMb, entry }) => [...nodeArgv(memoryMb), `/box/${entry}`],
  ...nodeRuntime,
}
