import type { Language } from './language'

export const cpp: Language = {
  id: 'cpp',
  image: 'polyglot',
  sourceName: 'main.cpp',
  extensions: ['.cpp', '.cc', '.cxx'],
  // The image holds bits/stdc++.h precompiled for exactly these flags; others would parse it anew, 1 s a time.
  compileArgv: (sources) => [
    '/usr/bin/g++',
    '-std=c++20',
    '-O2',
    '-fmax-errors=20',
    '-o',
    '/box/main',
    ...sources.filter((name) => /\.(cpp|cc|cxx)$/.test(name)).map((name) => `/box/${name}`),
  ],
  compileTimeMs: 10_000,
  compileMemoryMb: 1024,
  runArgv: () => ['/box/main'],
  versionArgv: ['/usr/bin/g++', '-dumpfullversion'],
  timeMultiplier: 1,
  runtimeMb: 0,
  stackMb: 'memory',
  outOfMemory: null,
}
