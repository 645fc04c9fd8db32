import { sourceNames } from '@eduscale/contracts/language'
import { besides, type Language } from './language'

const mebibyte = 1024 * 1024
const wordBytes = 8

export const ocaml: Language = {
  id: 'ocaml',
  image: 'ocaml',
  sourceName: sourceNames.ocaml,
  extensions: ['.ml', '.mli'],
  made: (sources) => ['main', ...besides(sources, '.ml', ['.cmi', '.cmx', '.o'])],
  // The module of unix.ml is that of the library which every program is linked with; a module's file may begin with a capital.
  reserved:
    /^(?:str|unix|unixLabels|stdlib|stdlib__\w*|camlinternal\w*|std_exit)\.mli?$|^(?:lib\w+|str|unix|stdlib|std_exit)\.[oa]$|\.cm\w+$/i,
  compileArgv: (sources) => ['/usr/bin/sh', '/usr/lib/eduscale/compile.sh', ...sources.filter((name) => /\.mli?$/.test(name))],
  compileTimeMs: 10_000,
  compileMemoryMb: 1024,
  // Its stack grows by moving to twice the room, so a third of the memory is what it may take; in words.
  runArgv: ({ memoryMb }) => [
    '/usr/bin/env',
    `OCAMLRUNPARAM=l=${Math.floor((memoryMb * mebibyte) / 3 / wordBytes)}`,
    '/box/main',
  ],
  versionArgv: ['/usr/bin/ocamlopt', '-version'],
  timeMultiplier: 1,
  runtimeMb: 4,
  stackMb: 8,
  outOfMemory: /Fatal error: exception Out_of_memory/,
}
