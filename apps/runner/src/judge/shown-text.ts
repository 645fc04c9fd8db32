import { maxCapturedBytes } from '@eduscale/contracts/judge'
import { driverFrames } from '@eduscale/signature/targets/driver-files'
import type { Language } from '../languages/language'
import { EndsCollector } from '../sandbox/ends-collector'
import type { AskedProgram } from './asked-program'
import type { ProgramLayout } from './program-files'

/** What Lua calls itself before each of its errors. */
const luasName = /^\/usr\/bin\/luac?5\.4: /gm

/** The box's folder is of no use to whom it is shown: `/box/main.cpp:3:5` is `main.cpp:3:5`. Only before a file's name. */
export function withoutBoxPath(text: string): string {
  return text.replaceAll(luasName, '').replaceAll(/(?:file:\/\/)?\/box\/(?=[A-Za-z0-9_][\w.-]*\.[A-Za-z]+)/g, '')
}

const frame = /^ +at .*\n?/gm
/** Below the stack; says nothing of the program either. */
const nodeVersion = /^\nNode\.js v\d[\d.]*\n?/gm
/** Of a module that isn't there: where in Node that was found out, and the list of those who asked for it, twice. */
const nodeOfMissing =
  /^node:internal\/.*\n.*\n *\^+\n\n(?=Error: Cannot find module)|^Require stack:\n(?:- .*\n)+|^ \{\n {2}code: 'MODULE_NOT_FOUND',\n {2}requireStack: \[[^\]]{0,2000}\]\n\}/gm

/** What a program said of its end, as its author shall see it: without the lines of a stack that are a function's
 * driver's or the runtime's own. Cut after that too. */
export function shownStderr(
  stderr: string,
  { language, asked, program }: { language: Language; asked?: AskedProgram | undefined; program?: ProgramLayout | undefined },
): string {
  const frames = asked?.signature ? driverFrames(language.id) : null
  const own = frames ? stderr.replaceAll(frames, '') : stderr
  const isNode = language.id === 'javascript' || language.id === 'typescript'
  const withoutRuntime = isNode ? withoutNodes(own) : own
  const inSource = program?.sourceLines?.show(withoutRuntime) ?? withoutRuntime
  // Again: a place in the source may have more digits than the one it stands for.
  return cut(withoutBoxPath(inSource))
}

/** Without Node's own part of a stack. */
function withoutNodes(text: string): string {
  return text.replaceAll(frame, withoutNodesFrame).replaceAll(nodeVersion, '').replaceAll(nodeOfMissing, '')
}

/** Not by one pattern for the whole text: a line of nothing but beginnings would take squares of its length. */
function withoutNodesFrame(line: string): string {
  if (/^ +at node:internal\//.test(line)) return ''
  const start = line.search(/\(node:(?:internal\/|vm:)/)
  const end = line.lastIndexOf(')')
  // Behind the last frame of some errors stands what begins a list of their properties.
  return start === -1 || end < start ? line : line.slice(end + 1).replace(/^\n/, '')
}

function cut(text: string): string {
  const kept = new EndsCollector(maxCapturedBytes)
  kept.push(Buffer.from(text))
  return kept.take().toString()
}
