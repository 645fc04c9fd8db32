import { sourceNames } from '@eduscale/contracts/language'
import type { Language } from './language'

// -I and -E: nothing from the environment or the working directory; -S: no site, half of the 15 ms start.
const python = ['/usr/bin/python3', '-I', '-S', '-E'] as const

const language: Language = {
  id: 'python',
  image: 'polyglot',
  sourceName: sourceNames.python,
  extensions: ['.py'],
  made: () => ['__main__.pyc'],
  // Looked for before solution.py.
  reserved: /\.so$/,
  compileArgv: (sources) => [...python, '/usr/lib/eduscale/compile_box.py', ...sources.filter((name) => name.endsWith('.py'))],
  compileTimeMs: 10_000,
  compileMemoryMb: null,
  // Not -I, which would keep /box out of sys.path: the rest of what it does is -E and -s.
  runArgv: () => ['/usr/bin/python3', '-E', '-s', '-S', '/box/__main__.pyc'],
  versionArgv: ['/usr/bin/python3', '--version'],
  timeMultiplier: 1,
  runtimeMb: 10,
  stackMb: 64,
  outOfMemory: /^MemoryError/m,
}
export { language as python }
