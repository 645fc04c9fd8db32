import { sourceNames } from '@eduscale/contracts/language'
import type { Language } from './language'

export const rust: Language = {
  id: 'rust',
  image: 'rust',
  sourceName: sourceNames.rust,
  extensions: ['.rs'],
  // Of several files the first is the crate's root; it names the others with `mod`.
  made: () => ['main'],
  compileArgv: (sources) => [
    '/usr/bin/rustc',
    '--edition=2021',
    '-Copt-level=3',
    '-Cdebuginfo=0',
    '-Ccodegen-units=1',
    '-Cstrip=symbols',
    '--crate-name=main',
    '-o',
    '/box/main',
    sources.find((name) => name.endsWith('.rs')) ?? sourceNames.rust,
  ],
  compileTimeMs: 15_000,
  compileMemoryMb: 1024,
  runArgv: () => ['/box/main'],
  versionArgv: ['/usr/bin/rustc', '--version'],
  timeMultiplier: 1,
  runtimeMb: 0,
  stackMb: 'memory',
  outOfMemory: /memory allocation of \d+ bytes failed/,
}
