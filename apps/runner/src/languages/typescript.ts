import type { Language } from './language'
import { nodeArgv, nodeRuntime } from './javascript'

// Solutions mix `import`, `require` and await at the top level; only a module with a require of its own takes all three.
const banner = `import { createRequire as __createRequire } from 'node:module'; const require = __createRequire('/box/');`

/** Types are stripped, not checked: the editor checks them, and 5 ms beat tsc's second. */
export const typescript: Language = {
  id: 'typescript',
  image: 'polyglot',
  sourceName: 'main.ts',
  extensions: ['.ts'],
  compileArgv: (sources) => [
    '/usr/bin/esbuild', `/box/${sources[0] ?? 'main.ts'}`, '--outfile=/box/main.mjs', '--platform=node', '--target=node20', '--format=esm',
    `--banner:js=${banner}`, '--log-level=warning', '--log-limit=20',
  ],
  compileTimeMs: 10_000,
  compileMemoryMb: null,
  runArgv: ({ memoryMb }) => [...nodeArgv(memoryMb), '/box/main.mjs'],
  ...nodeRuntime,
}
