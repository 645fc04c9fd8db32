import { sourceNames } from '@eduscale/contracts/language'
import type { Language } from './language'

export const csharp: Language = {
  id: 'csharp',
  image: 'csharp',
  sourceName: sourceNames.csharp,
  extensions: ['.cs'],
  made: () => ['main.exe', 'main.exe.mdb'],
  // Libraries are looked for beside the program first, by the compiler and by Mono.
  reserved: /\.dll$|^main\.exe\./,
  compileArgv: (sources) => [
    '/usr/bin/mcs',
    '-optimize+',
    // With --debug below: exceptions name lines, for 1.5 ms of a run.
    '-debug',
    '-langversion:latest',
    '-nowarn:219,168,414,649',
    '-r:System.Numerics.dll',
    '-out:/box/main.exe',
    ...sources.filter((name) => name.endsWith('.cs')),
  ],
  compileTimeMs: 10_000,
  compileMemoryMb: 1024,
  runArgv: ({ memoryMb }) => [
    '/usr/bin/env',
    `MONO_GC_PARAMS=max-heap-size=${memoryMb}m`,
    '/usr/bin/mono',
    '--debug',
    '/box/main.exe',
  ],
  versionArgv: ['/usr/bin/mono', '--version'],
  timeMultiplier: 1,
  runtimeMb: 24,
  stackMb: 16,
  // Mono, when a program sets Console.OutputEncoding.
  marksOutput: true,
  outOfMemory: /System\.OutOfMemoryException|Garbage collector could not allocate/,
}
