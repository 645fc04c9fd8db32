import { SourceMap } from 'node:module'
import { z } from 'zod'

const payloadSchema = z.object({
  version: z.number(),
  sources: z.array(z.string()).min(1),
  sourcesContent: z.array(z.string().nullable()).default([]),
  mappings: z.string(),
})

interface Mapped {
  sourceName: string
  sourceLines: readonly string[]
  map: SourceMap
}

interface Position {
  /** From 1 on. */
  line: number
  column: number
}

/**
 * Node's words about a program that was compiled to JavaScript, with the files and lines of its source. Done here and not by Node's
 * --enable-source-maps, which would cost every run.
 */
export function inLinesOfSource(text: string, sourceMaps: readonly string[]): string {
  return sourceMaps.reduce((said, json) => {
    const mapped = readMap(json)
    return mapped ? inLinesOf(said, mapped) : said
  }, text)
}

function inLinesOf(text: string, mapped: Mapped): string {
  const compiled = `(?:file://)?/box/${escaped(mapped.sourceName.replace(/\.ts$/, '.js'))}:`
  // Above an uncaught error: the line as it was compiled, and where in it.
  const quoted = new RegExp(String.raw`^${compiled}(\d+)\n.*\n([ \t]*)\^+$`, 'gm')
  const place = new RegExp(String.raw`${compiled}(\d+):(\d+)`, 'g')
  return text
    .replaceAll(quoted, (all, line: string, indent: string) => {
      const found = sourceOf(mapped, { line: Number(line), column: indent.length + 1 })
      return found ? quote(mapped, found) : all
    })
    .replaceAll(place, (all, line: string, column: string) => {
      const found = sourceOf(mapped, { line: Number(line), column: Number(column) })
      return found ? `/box/${mapped.sourceName}:${found.line}:${found.column}` : all
    })
}

function quote({ sourceName, sourceLines }: Mapped, { line, column }: Position): string {
  const code = sourceLines[line - 1] ?? ''
  const indent = code.slice(0, column - 1).replaceAll(/[^\t]/g, ' ')
  return `/box/${sourceName}:${line}\n${code}\n${indent}^`
}

function sourceOf({ map }: Mapped, { line, column }: Position): Position | null {
  const entry = map.findEntry(line - 1, column - 1)
  // What stands in no line of the source, such as a compiler's helper, has the last entry before it.
  if (!('originalLine' in entry) || entry.generatedLine !== line - 1) return null
  return { line: entry.originalLine + 1, column: entry.originalColumn + 1 }
}

function readMap(json: string): Mapped | null {
  try {
    const payload = payloadSchema.parse(JSON.parse(json))
    const [sourceName = ''] = payload.sources
    const sourceLines = (payload.sourcesContent[0] ?? '').split(/\r?\n/)
    const content = payload.sourcesContent.map((source) => source ?? '')
    const whole = { ...payload, file: '', sourceRoot: '', names: [], sourcesContent: content }
    return { sourceName, sourceLines, map: new SourceMap(whole) }
  } catch {
    // It lay where the contestant's compiler run could write: whatever is odd with it, the words stay as they are.
    return null
  }
}

const escaped = (name: string): string => name.replaceAll(/[.*+?^${}()|[\]\\-]/g, String.raw`\$&`)
