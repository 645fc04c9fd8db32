import { sourceNames } from '@eduscale/contracts/language'
import type { Language } from './language'

// -n: only what is named here.
const php = ['/usr/bin/php8.4', '-n', '-d', 'display_errors=stderr', '-d', 'html_errors=0'] as const
const extensions = ['mbstring', 'bcmath', 'gmp', 'ctype', 'iconv'].flatMap((name) => ['-d', `extension=${name}`])
// The machine-code compiler halves the time of loops; its cache is for one script.
const machineCode = [
  'zend_extension=opcache',
  'opcache.enable_cli=1',
  'opcache.memory_consumption=8',
  'opcache.interned_strings_buffer=2',
  'opcache.jit=tracing',
  'opcache.jit_buffer_size=8M',
].flatMap((setting) => ['-d', setting])

const language: Language = {
  id: 'php',
  image: 'php',
  sourceName: sourceNames.php,
  extensions: ['.php'],
  compileArgv: (sources) => [...php, '-l', ...sources.filter((name) => name.endsWith('.php'))],
  compileChatter: /^(?:No syntax errors detected in|Errors parsing) .*$\n?/gm,
  compileTimeMs: 10_000,
  compileMemoryMb: null,
  runArgv: ({ memoryMb, entry }) => [...php, ...extensions, '-d', `memory_limit=${memoryMb}M`, ...machineCode, `/box/${entry}`],
  versionArgv: [...php, '--version'],
  timeMultiplier: 1,
  runtimeMb: 24,
  stackMb: 64,
  outOfMemory: /Fatal error: +(Allowed memory size of \d+ bytes exhausted|Out of memory)/,
}
export { language as php }
