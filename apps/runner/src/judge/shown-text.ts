import type { Judging } from '@eduscale/contracts/test-set'
import { driverFrames } from '@eduscale/signature/targets/driver-files'
import type { Language } from '../languages/language'
import type { ProgramLayout } from './program-files'
import { inLinesOfSource } from './source-lines'

/** What Lua calls itself before each of its errors. */
const luasName = /^\/usr\/bin\/luac?5\.4: /gm

/** The box's folder is of no use to whom it is shown: `/box/main.cpp:3:5` is `main.cpp:3:5`. Only before a file's name. */
export function withoutBoxPath(text: string): string {
  return text.replaceAll(luasName, '').replaceAll(/(?:file:\/\/)?\/box\/(?=[A-Za-z0-9_][\w.-]*\.[A-Za-z]+)/g, '')
}

/** Node's own part of a stack, and its version below: five lines that say nothing of the program. */
const nodeFrames = /^ +at (?:.*\(node:(?:internal\/|vm:).*\)|node:internal\/.*)\n?|^\nNode\.js v\d[\d.]*\n?/gm
/** Of a module that isn't there: where in Node that was found out, and the list of those who asked for it, twice. */
const nodeOfMissing =
  /^node:internal\/.*\n.*\n *\^+\n\n(?=Error: Cannot find module)|^Require stack:\n(?:- .*\n)+|^ \{\n {2}code: 'MODULE_NOT_FOUND',\n {2}requireStack: \[[^\]]*\]\n\}/gm

/** What a program said of its end, as its author shall see it: without the lines of a stack that are a function's
 * driver's or the runtime's own. */
export function shownStderr(
  stderr: string,
  { language, judging, program }: { language: Language; judging?: Judging | undefined; program?: ProgramLayout | undefined },
): string {
  const frames = judging?.io.kind === 'function' ? driverFrames(language.id) : null
  const own = frames ? stderr.replaceAll(frames, '') : stderr
  const isNode = language.id === 'javascript' || language.id === 'typescript'
  const withoutRuntime = isNode ? own.replaceAll(nodeFrames, '').replaceAll(nodeOfMissing, '') : own
  return withoutBoxPath(inLinesOfSource(withoutRuntime, program?.sourceMaps ?? []))
}
