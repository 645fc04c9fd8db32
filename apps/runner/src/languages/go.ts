import { sourceNames } from '@eduscale/contracts/language'
import type { Language } from './language'

export const go: Language = {
  id: 'go',
  image: 'go',
  sourceName: sourceNames.go,
  extensions: ['.go'],
  // All files are one package main.
  made: () => ['main'],
  compileArgv: (sources) => ['/usr/bin/sh', '/usr/lib/eduscale/compile.sh', ...sources.filter((name) => name.endsWith('.go'))],
  compileTimeMs: 10_000,
  compileMemoryMb: 1024,
  // The collector works harder when the heap nears the problem's limit; image go's start.go takes the stack's share from it.
  runArgv: ({ memoryMb }) => ['/usr/bin/env', `GOMEMLIMIT=${memoryMb}MiB`, '/box/main'],
  versionArgv: ['/usr/lib/eduscale/go/compile', '-V'],
  timeMultiplier: 1,
  runtimeMb: 4,
  stackMb: 8,
  outOfMemory: /fatal error: runtime: (out of memory|cannot allocate memory)/,
}
