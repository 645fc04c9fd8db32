import { sourceNames } from '@eduscale/contracts/language'
import type { Language } from './language'

export const lua: Language = {
  id: 'lua',
  image: 'lua',
  sourceName: sourceNames.lua,
  extensions: ['.lua'],
  compileArgv: (sources) => ['/usr/bin/luac5.4', '-p', ...sources.filter((name) => name.endsWith('.lua'))],
  compileTimeMs: 10_000,
  compileMemoryMb: null,
  runArgv: ({ entry }) => ['/usr/bin/lua5.4', '-e', "package.path = '/box/?.lua'", `/box/${entry}`],
  versionArgv: ['/usr/bin/lua5.4', '-v'],
  timeMultiplier: 1,
  runtimeMb: 3,
  stackMb: 8,
  outOfMemory: /lua5\.4: not enough memory/,
}
