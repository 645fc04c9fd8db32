import { sourceNames } from '@eduscale/contracts/language'
import { noMain } from './c'
import type { Language } from './language'

// A fault of GCC 14: with `#pragma GCC target("avx2")` above the includes, destructors that the compiler adds are of another target
// than the allocators they call. Where the whole file is of that target there is no difference.
const targetMismatch = /target specific option mismatch/
const marchOfTheField = '-march=x86-64-v3'

const common: Omit<Language, 'id' | 'extensions' | 'compileArgv'> = {
  made: () => ['main'],
  image: 'polyglot',
  contestantFlags: ['-DONLINE_JUDGE'],
  sourceName: sourceNames.cpp,
  compileTimeMs: 10_000,
  compileMemoryMb: 1024,
  runArgv: () => ['/box/main'],
  versionArgv: ['/usr/bin/g++', '-dumpfullversion'],
  timeMultiplier: 1,
  runtimeMb: 0,
  stackMb: 'memory',
  outOfMemory: /terminate called after throwing an instance of 'std::bad_alloc'/,
  compileHints: [
    noMain,
    {
      when: targetMismatch,
      hint: 'GCC 14 has a fault with `#pragma GCC target` before `#include`. Put the pragma below your includes.',
    },
  ],
}

// The image holds bits/stdc++.h precompiled for these flags; others would parse it anew, 1 s a time. A name that it doesn't know, such
// as ONLINE_JUDGE, may be defined.
const compileArgv =
  (standard: string, ...options: string[]) =>
  (sources: readonly string[]): readonly string[] => [
    '/usr/bin/g++',
    `-std=${standard}`,
    '-O2',
    '-DONLINE_JUDGE',
    ...options,
    '-fmax-errors=20',
    '-o',
    '/box/main',
    ...sources.filter((name) => /\.(cpp|cc|cxx)$/.test(name)),
  ]

const standard = (name: string): Pick<Language, 'compileArgv' | 'fallbackCompile'> => ({
  compileArgv: compileArgv(name),
  fallbackCompile: { when: targetMismatch, isForFunctions: true, argv: compileArgv(name, marchOfTheField) },
})

export const cpp: Language = { ...common, ...standard('gnu++20'), id: 'cpp', extensions: ['.cpp', '.cc', '.cxx'] }

/** Only by its name: a file's ending doesn't tell it from C++20. */
export const cpp17: Language = { ...common, ...standard('gnu++17'), id: 'cpp17', extensions: [] }
