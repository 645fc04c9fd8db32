import { SourceMap } from 'node:module'
import { z } from 'zod'

/** What a compiler wrote, beside the source that it wrote it of. */
export interface CompiledSource {
  /** In /box. */
  name: string
  text: string
  /** As the compiler left it: JSON, one hopes. */
  sourceMap: string
}

interface Position {
  /** Both from 1 on. */
  line: number
  column: number
}

/** No longer number is a place in a program. */
const digits = String.raw`(\d{1,7})`
const compiled = String.raw`(?:file:\/\/)?\/box\/([A-Za-z0-9_][\w.-]*)\.js:`
/** Above an uncaught error: the line as it was compiled, and where in it. */
const quoted = new RegExp(String.raw`^${compiled}${digits}\n.*\n([ \t]*)\^+$`, 'm')
const place = new RegExp(`${compiled}${digits}:${digits}`, 'g')
/** Of a quoted line; a program may be all in one, and the place far behind. */
const shownChars = 200
/** Of one program together. Reading a megabyte of it would hold up the runner for half a second; real programs have a tenth of this. */
const readableMapChars = 256 * 1024

/**
 * Node's words about a program that was compiled to JavaScript, with the files and lines of its source. Done here and not by Node's
 * --enable-source-maps, which would cost every run. A map is read when something names its file, and once for all tests.
 */
export class SourceLines {
  #sources: readonly CompiledSource[]
  #read = new Map<CompiledSource, SourceMap | null>()
  #readableChars = readableMapChars

  constructor(sources: readonly CompiledSource[]) {
    this.#sources = sources
  }

  /** The text comes from the contestant's program, who may write what looks like Node's words: only one quote is exchanged. */
  show(text: string): string {
    if (this.#sources.length === 0 || !text.includes('/box/')) return text
    return text
      .replace(quoted, (all, name: string, line: string, indent: string) => {
        const found = this.#find(name, { line: Number(line), column: indent.length + 1 })
        return found ? quote(found.source, found) : all
      })
      .replaceAll(place, (all, name: string, line: string, column: string) => {
        const found = this.#find(name, { line: Number(line), column: Number(column) })
        return found ? `/box/${found.source.name}:${found.line}:${found.column}` : all
      })
  }

  #find(name: string, { line, column }: Position): (Position & { source: CompiledSource }) | null {
    const source = this.#sources.find((each) => each.name === `${name}.ts`)
    const entry = source && this.#mapOf(source)?.findEntry(line - 1, column - 1)
    // What stands in no line of the source, such as a compiler's helper, has the last entry before it.
    if (!entry || !('originalLine' in entry) || entry.generatedLine !== line - 1) return null
    return { source, line: entry.originalLine + 1, column: entry.originalColumn + 1 }
  }

  #mapOf(source: CompiledSource): SourceMap | null {
    const known = this.#read.get(source)
    if (known !== undefined) return known
    const map = this.#readMap(source)
    this.#read.set(source, map)
    return map
  }

  #readMap({ name, text, sourceMap }: CompiledSource): SourceMap | null {
    // Esbuild takes over such a map: its lines would be those of no file that there is.
    if (text.includes('sourceMappingURL') || sourceMap.length > this.#readableChars) return null
    this.#readableChars -= sourceMap.length
    try {
      const { version, mappings } = mapSchema.parse(JSON.parse(sourceMap))
      return new SourceMap({ version, mappings, sources: [name], sourcesContent: [], file: '', sourceRoot: '', names: [] })
    } catch {
      // It lay where the contestant's compiler run could write: whatever is odd with it, the words stay as they are.
      return null
    }
  }
}

const mapSchema = z.object({ version: z.number(), mappings: z.string() })

function quote({ name, text }: CompiledSource, { line, column }: Position): string {
  const whole = text.split(/\r?\n/, line)[line - 1] ?? ''
  const start = whole.length <= shownChars ? 0 : Math.max(0, column - 1 - shownChars / 2)
  const indent = whole.slice(start, column - 1).replaceAll(/[^\t]/g, ' ')
  return `/box/${name}:${line}\n${whole.slice(start, start + shownChars)}\n${indent}^`
}
