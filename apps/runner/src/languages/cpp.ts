import { sourceNames } from '@eduscale/contracts/language'
import type { Language } from './language'

const common: Omit<Language, 'id' | 'extensions' | 'compileArgv'> = {
  image: 'polyglot',
  sourceName: sourceNames.cpp,
  compileTimeMs: 10_000,
  compileMemoryMb: 1024,
  runArgv: () => ['/box/main'],
  versionArgv: ['/usr/bin/g++', '-dumpfullversion'],
  timeMultiplier: 1,
  runtimeMb: 0,
  stackMb: 'memory',
  outOfMemory: /^terminate called after throwing an instance of 'std::bad_alloc'/m,
}

// The image holds bits/stdc++.h precompiled for exactly these flags; others would parse it anew, 1 s a time.
const compileArgv =
  (standard: string) =>
  (sources: readonly string[]): readonly string[] => [
    '/usr/bin/g++',
    `-std=${standard}`,
    '-O2',
    '-fmax-errors=20',
    '-o',
    '/box/main',
    ...sources.filter((name) => /\.(cpp|cc|cxx)$/.test(name)).map((name) => `/box/${name}`),
  ]

export const cpp: Language = { ...common, id: 'cpp', extensions: ['.cpp', '.cc', '.cxx'], compileArgv: compileArgv('c++20') }

/** Only by its name: a file's ending doesn't tell it from C++20. */
export const cpp17: Language = { ...common, id: 'cpp17', extensions: [], compileArgv: compileArgv('c++17') }
