import { sourceNames, type LanguageId } from '@eduscale/contracts/language'

/** A place in the code that is in the editor. */
export interface SourcePlace {
  line: number
  /** From 1 on; null where only the line is told. */
  column: number | null
}

export interface TextPiece {
  text: string
  /** Where it leads to; null for plain text. */
  place: SourcePlace | null
}

/** What the editor's code is called where a judge's driver is around it. */
const functionSource = '[sS]olution\\.[a-z]+'

/** Matches a place in the editor's code as compilers and run-times write it, such as `main.cpp:3:1`. */
export function placePattern(language: LanguageId, isFunction: boolean): RegExp {
  const name = isFunction ? functionSource : sourceNames[language].replaceAll('.', '\\.')
  return new RegExp(
    [
      `(?<![\\w/.-])${name}(?::(?<line1>\\d+)(?::(?<column1>\\d+))?|\\((?<line2>\\d+),(?<column2>\\d+)\\))`,
      `File "${name}", line (?<line3>\\d+)(?:, characters (?<start>\\d+))?`,
      `(?<![\\w/.-])${name} on line (?<line4>\\d+)`,
    ].join('|'),
    'g',
  )
}

/** One line of text, cut where it names a place. */
export function splitPlaces(text: string, pattern: RegExp): TextPiece[] {
  const pieces: TextPiece[] = []
  let end = 0
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), place: null })
    pieces.push({ text: match[0], place: readPlace(match.groups ?? {}) })
    end = match.index + match[0].length
  }
  if (end < text.length) pieces.push({ text: text.slice(end), place: null })
  return pieces
}

function readPlace(groups: Record<string, string | undefined>): SourcePlace {
  const number = (...names: string[]) => {
    const found = names.map((name) => groups[name]).find((value) => value !== undefined)
    return found === undefined ? null : Number(found)
  }
  const start = number('start')
  return {
    line: number('line1', 'line2', 'line3', 'line4') ?? 1,
    column: start === null ? number('column1', 'column2') : start + 1,
  }
}
