import { sourceNames } from '@eduscale/contracts/language'
import type { Language } from './language'

/** The linker names a file of the system. */
export const noMain = { when: /undefined reference to `main'/, hint: 'Your program has no function `main`.' }

export const c: Language = {
  id: 'c',
  image: 'polyglot',
  sourceName: sourceNames.c,
  extensions: ['.c'],
  made: () => ['main'],
  compileArgv: (sources) => [
    '/usr/bin/gcc',
    '-std=gnu17',
    '-O2',
    '-DONLINE_JUDGE',
    '-fmax-errors=20',
    '-o',
    '/box/main',
    ...sources.filter((name) => name.endsWith('.c')),
    '-lm',
  ],
  contestantFlags: ['-DONLINE_JUDGE'],
  compileTimeMs: 10_000,
  compileMemoryMb: 1024,
  runArgv: () => ['/box/main'],
  versionArgv: ['/usr/bin/gcc', '-dumpfullversion'],
  timeMultiplier: 1,
  runtimeMb: 0,
  stackMb: 'memory',
  outOfMemory: null,
  compileHints: [noMain],
}
