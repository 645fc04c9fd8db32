import type { PhrasingContent, RootContent } from 'mdast'
import { sourceOf, type LatexNode } from './latex-parse'
import { accents, characters, transparent, withoutMeaning } from './latex-words'
import type { Report } from './report'

export interface LatexContext {
  report: Report
  path: string
  footnotes: RootContent[]
  /** What `\problemname` says. */
  title: string | null
}

/** Text of a paragraph. What is no text (a list in a table's cell) comes as the text in it. */
export function toPhrasing(nodes: readonly LatexNode[], context: LatexContext): PhrasingContent[] {
  const out: PhrasingContent[] = []
  for (let i = 0; i < nodes.length; i += 1) {
    const node = nodes[i]
    if (!node) continue
    const style = node.type === 'macro' ? fontSwitch(node.content) : null
    if (style) {
      // `{\bf word}`: a switch holds until its group ends.
      out.push(...styled(style, trimmed(toPhrasing(nodes.slice(i + 1), context))))
      break
    }
    out.push(...inlineOf(node, context))
  }
  return merged(out)
}

export function argumentsOf(node: LatexNode): LatexNode[][] {
  return node.type === 'macro' || node.type === 'environment' ? (node.args ?? []).map((argument) => argument.content) : []
}

export function lastArgument(node: LatexNode): LatexNode[] {
  return argumentsOf(node).at(-1) ?? []
}

/** Macros that are paragraphs of their own are the block walker's. */
function inlineOf(node: LatexNode, context: LatexContext): PhrasingContent[] {
  switch (node.type) {
    case 'string':
      return [{ type: 'text', value: node.content.replaceAll('~', '\u00a0') }]
    case 'whitespace':
    case 'parbreak':
      return [{ type: 'text', value: ' ' }]
    case 'comment':
      return node.sameline === false || node.leadingWhitespace ? [{ type: 'text', value: ' ' }] : []
    case 'group':
    case 'root':
      return toPhrasing(node.content, context)
    case 'inlinemath':
    case 'displaymath':
      return [{ type: 'inlineMath', value: sourceOf(node.content).trim() }]
    case 'mathenv':
      return [{ type: 'inlineMath', value: sourceOf(node) }]
    case 'verb':
    case 'verbatim':
      return [{ type: 'inlineCode', value: node.content.trim() }]
    case 'environment':
      return toPhrasing(node.content, context)
    case 'macro':
      return macroOf(node, context)
    default:
      return []
  }
}

function macroOf(node: LatexNode & { type: 'macro' }, context: LatexContext): PhrasingContent[] {
  const name = node.content
  const inner = (): PhrasingContent[] => toPhrasing(lastArgument(node), context)
  const accent = accents[name]
  if (accent !== undefined && lastArgument(node).length > 0)
    return [{ type: 'text', value: accented(plainText(inner()), accent) }]
  const character = characters[name]
  if (character !== undefined) return [{ type: 'text', value: character }]
  if (withoutMeaning.has(name)) return []
  if (transparent.has(name)) return inner()
  switch (name) {
    case '\\':
    case 'newline':
    case 'linebreak':
      return [{ type: 'break' }]
    case 'textbf':
      return styled('strong', inner())
    case 'textit':
    case 'textsl':
    case 'emph':
      return styled('emphasis', inner())
    case 'sout':
    case 'st':
      return [{ type: 'delete', children: inner() }]
    case 'texttt':
    case 't':
    case 'code':
      return styled('code', inner())
    case 'url':
      return [linkTo(sourceOf(lastArgument(node)), [{ type: 'text', value: sourceOf(lastArgument(node)) }])]
    case 'href':
      return [linkTo(sourceOf(argumentsOf(node).at(-2) ?? []), inner())]
    case 'includegraphics':
      return [{ type: 'image', url: sourceOf(lastArgument(node)).trim(), alt: '' }]
    case 'footnote': {
      const identifier = String(context.footnotes.length + 1)
      context.footnotes.push({
        type: 'footnoteDefinition',
        identifier,
        children: [{ type: 'paragraph', children: inner() }],
      })
      return [{ type: 'footnoteReference', identifier }]
    }
    default: {
      context.report.ignored(context.path, `unknown LaTeX command \\${name}; what is in it is kept as text`)
      return argumentsOf(node).flatMap((argument) => toPhrasing(argument, context))
    }
  }
}

/** Without spaces and line breaks at its ends, which would be escaped otherwise. */
export function trimmed(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const isEmpty = (node: PhrasingContent | undefined): boolean =>
    node !== undefined && (node.type === 'break' || (node.type === 'text' && node.value.trim() === ''))
  const out = [...nodes]
  while (isEmpty(out[0])) out.shift()
  while (isEmpty(out.at(-1))) out.pop()
  const first = out[0]
  if (first?.type === 'text') out[0] = { ...first, value: first.value.trimStart() }
  const last = out.at(-1)
  if (last?.type === 'text') out[out.length - 1] = { ...last, value: last.value.trimEnd() }
  return out
}

type Style = 'strong' | 'emphasis' | 'code'

function fontSwitch(name: string): Style | null {
  if (name === 'bf' || name === 'bfseries') return 'strong'
  if (name === 'it' || name === 'em' || name === 'itshape' || name === 'sl') return 'emphasis'
  return name === 'tt' || name === 'ttfamily' ? 'code' : null
}

function styled(style: Style, children: PhrasingContent[]): PhrasingContent[] {
  if (children.length === 0) return []
  if (style !== 'code') return [{ type: style, children }]
  // Code can hold nothing but text; with anything else in it, the look is what goes.
  return children.every(({ type }) => type === 'text') ? [{ type: 'inlineCode', value: plainText(children) }] : children
}

function linkTo(url: string, children: PhrasingContent[]): PhrasingContent {
  return { type: 'link', url: url.replaceAll(/\\([%#_&~])/g, '$1').trim(), children: children as [] }
}

function accented(text: string, accent: string): string {
  const base = text.replace('ı', 'i')
  return `${base.slice(0, 1)}${accent}${base.slice(1)}`.normalize('NFC')
}

export function plainText(nodes: readonly PhrasingContent[]): string {
  return nodes.map((node) => ('value' in node ? node.value : 'children' in node ? plainText(node.children) : '')).join('')
}

/** The parser gives punctuation in pieces; ligatures are only seen once they are together. */
function merged(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const out: PhrasingContent[] = []
  for (const node of nodes) {
    const last = out.at(-1)
    if (node.type === 'text' && last?.type === 'text') last.value += node.value
    else out.push(node.type === 'text' ? { ...node } : node)
  }
  for (const node of out) if (node.type === 'text') node.value = withLigatures(node.value)
  return out
}

function withLigatures(text: string): string {
  return text
    .replaceAll(/[ \t\n]+/g, ' ')
    .replaceAll('---', '—')
    .replaceAll('--', '–')
    .replaceAll('``', '“')
    .replaceAll("''", '”')
    .replaceAll('`', '‘')
    .replaceAll('<<', '«')
    .replaceAll('>>', '»')
}
