import { StreamLanguage } from '@codemirror/language'
import { highlightCode as walk, tagHighlighter, tags } from '@lezer/highlight'
import { loadCodeMode } from './code-language'
import type { EditorLanguage } from '../../app-services/languages/languages'

export interface CodePiece {
  text: string
  /** Names a colour of the tokens; empty for plain text. */
  kind: string
}

const kinds = tagHighlighter([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier, tags.controlKeyword], class: 'keyword' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], class: 'string' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], class: 'number' },
  { tag: [tags.comment, tags.meta], class: 'comment' },
  {
    tag: [tags.definition(tags.variableName), tags.function(tags.variableName), tags.standard(tags.variableName)],
    class: 'name',
  },
  { tag: [tags.typeName, tags.className, tags.standard(tags.typeName)], class: 'type' },
])

/** Code in pieces by line, coloured as the editor colours it, without an editor. */
export async function highlightCode(code: string, language: EditorLanguage): Promise<CodePiece[][]> {
  const lines: CodePiece[][] = [[]]
  const tree = StreamLanguage.define(await loadCodeMode(language)).parser.parse(code)
  walk(
    code,
    tree,
    kinds,
    (text, kind) => lines.at(-1)?.push({ text, kind }),
    () => lines.push([]),
  )
  return lines
}
