import type { SourcePlace } from './source-places'
import { splitPlaces } from './source-places'

/** One thing that a compiler says. */
export interface CompileMessage {
  /** What is read first: where it is, and what is wrong. */
  lines: string[]
  /** What else it says of it: candidates, templates that led there. */
  notes: string[]
  kind: 'error' | 'warning' | 'other'
  /** In the editor's code; null for the driver's, a header's, or none. */
  place: SourcePlace | null
}

interface Segment {
  lines: string[]
  kind: 'error' | 'warning' | 'note' | 'context' | 'other'
}

const contextLine =
  /^(In file included from |\s+from |\S+: (In (?:static |member |lambda |)?(?:member )?(?:function|instantiation|constructor|destructor|substitution)|At global scope)|\S+:\d+(?::\d+)?:\s+required (?:from|by) )/
const placedHeader = /^\S+?(?::\d+(?::\d+)?:|\(\d+,\d+\):) ?(?:(?<kind>fatal error|error|warning|note)\b)?/
const bareHeader = /^(?:[✘▲] \[(?<esbuild>ERROR|WARNING)\]|(?<rust>error|warning)(?:\[\w+\])?:)/
const quotedHeader = /^\s*File "[^"]+", line \d+/

/** What a compiler wrote, as messages: those about the editor's code first, each with what it says besides kept apart. */
export function readCompileOutput(output: string, places: RegExp): CompileMessage[] {
  const messages: CompileMessage[] = []
  let context: string[] = []
  for (const segment of splitSegments(output)) {
    if (segment.kind === 'context') {
      context.push(...segment.lines)
      continue
    }
    const last = messages.at(-1)
    if (segment.kind === 'note' && last) {
      last.notes.push(...context, ...segment.lines)
    } else {
      // The line of the editor's code that led into a header stays in sight.
      const led = context.flatMap((line, at) => (isLed(line, places) ? context.slice(at, excerptEnd(context, at)) : []))
      const place = placeOf(segment.lines, places) ?? placeOf(led, places)
      messages.push({
        lines: [...segment.lines, ...led],
        notes: context.filter((line) => !led.includes(line) && !/^(In file included from |\s+from )/.test(line)),
        kind: segment.kind === 'note' ? 'other' : segment.kind,
        place,
      })
    }
    context = []
  }
  if (context.length > 0) messages.push({ lines: context, notes: [], kind: 'other', place: null })
  return messages
}

/** The lines of the editor's code that have an error, each once, with the first thing said of it. */
export function errorLines(messages: readonly CompileMessage[], places: RegExp): { line: number; text: string }[] {
  const texts = new Map<number, string>()
  for (const { kind, place, lines } of messages) {
    if (kind === 'error' && place && !texts.has(place.line)) texts.set(place.line, summaryOf(lines, places))
  }
  return [...texts].map(([line, text]) => ({ line, text }))
}

function splitSegments(output: string): Segment[] {
  const segments: Segment[] = []
  for (const line of output.split('\n')) {
    const kind = kindOfHeader(line)
    const last = segments.at(-1)
    // OCaml and Python name the place first and the error some lines later: both are one.
    if (kind === null && last) last.lines.push(line)
    else segments.push({ lines: [line], kind: kind ?? 'other' })
  }
  return segments.map(({ lines, kind }) => ({ kind, lines: trimEnd(lines) })).filter(({ lines }) => lines.length > 0)
}

function kindOfHeader(line: string): Segment['kind'] | null {
  if (contextLine.test(line)) return 'context'
  const bare = bareHeader.exec(line)?.groups
  if (bare) {
    // It counts those above.
    if (line.startsWith('error: aborting due to ')) return 'other'
    return (bare['esbuild'] ?? bare['rust'])?.toLowerCase() === 'error' ? 'error' : 'warning'
  }
  const placed = placedHeader.exec(line)
  if (placed) {
    const kind = placed.groups?.['kind']
    return kind === 'warning' || kind === 'note' ? kind : 'error'
  }
  if (quotedHeader.test(line) || /^(?:Parse|Fatal) error: /.test(line) || /^\S*luac\S*: /.test(line)) return 'error'
  return /^(\d+ errors?|Compilation failed: |For more information )/.test(line) ? 'other' : null
}

function placeOf(lines: readonly string[], places: RegExp): SourcePlace | null {
  for (const line of lines) {
    const piece = splitPlaces(line, places).find(({ place }) => place !== null)
    if (piece) return piece.place
  }
  return null
}

function isLed(line: string, places: RegExp): boolean {
  return /:\s+required (from|by) /.test(line) && placeOf([line], places) !== null
}

/** An excerpt of the code stands below its place. */
function excerptEnd(lines: readonly string[], at: number): number {
  let end = at + 1
  while (end < lines.length && /^\s+\d* \|/.test(lines[end] ?? '')) end += 1
  return end
}

function summaryOf(lines: readonly string[], places: RegExp): string {
  const said = lines.find((line) => /\b(\w*Error|error|ERROR)\b/.test(line)) ?? lines[0] ?? ''
  return splitPlaces(said, places)
    .filter(({ place }) => place === null)
    .map(({ text }) => text)
    .join('')
    .replace(/^[\s:✘]*(\[ERROR\]|(?:fatal )?error\b:?)?\s*/, '')
}

function trimEnd(lines: string[]): string[] {
  const trimmed = [...lines]
  while (trimmed.at(-1)?.trim() === '') trimmed.pop()
  return trimmed
}
