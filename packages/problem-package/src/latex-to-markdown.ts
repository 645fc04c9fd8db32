import type { BlockContent, ListItem, PhrasingContent, TableCell, TableRow } from 'mdast'
import { parseLatex, sourceOf, type LatexEnvironment, type LatexNode } from './latex-parse'
import { argumentsOf, lastArgument, plainText, toPhrasing, trimmed, type LatexContext } from './latex-inline'
import { codes, lists, tables, transparentEnvironments } from './latex-words'
import { toMarkdown } from './markdown'
import type { Report } from './report'

/** A statement in the format's subset of LaTeX as Markdown with $math$; what isn't of the subset is reported, its text kept. */
export function latexToMarkdown(
  source: string,
  { path, report }: { path: string; report: Report },
): { markdown: string; title: string | null } {
  const plainName = /%%\s*plainproblemname:\s*(.+)/.exec(source)?.[1]?.trim() ?? null
  const context: LatexContext = { report, path, footnotes: [], title: null }
  const children = toBlocks(parseLatex(source, path), context)
  const markdown = toMarkdown({ type: 'root', children: [...children, ...context.footnotes] })
  return { markdown, title: plainName ?? context.title }
}

const headings: Readonly<Record<string, 2 | 3 | 4>> = { section: 2, subsection: 3, subsubsection: 4, paragraph: 4 }

function toBlocks(nodes: readonly LatexNode[], context: LatexContext): BlockContent[] {
  const blocks: BlockContent[] = []
  let line: LatexNode[] = []
  const endParagraph = (): void => {
    const children = trimmed(toPhrasing(line, context))
    if (children.length > 0) blocks.push({ type: 'paragraph', children })
    line = []
  }
  for (const node of nodes) {
    const made = blocksOf(node, context)
    if (made) {
      endParagraph()
      blocks.push(...made)
    } else if (node.type === 'parbreak') endParagraph()
    else line.push(node)
  }
  endParagraph()
  return blocks
}

/** Null: part of a paragraph. */
function blocksOf(node: LatexNode, context: LatexContext): BlockContent[] | null {
  switch (node.type) {
    case 'displaymath':
      return [{ type: 'math', value: sourceOf(node.content).trim() }]
    case 'mathenv':
      return [{ type: 'math', value: sourceOf(node).trim() }]
    case 'verbatim':
      return [{ type: 'code', value: withoutEdges(node.content) }]
    case 'environment':
      return environmentOf(node, context)
    case 'group':
      return node.content.some((inner) => inner.type === 'parbreak' || inner.type === 'environment')
        ? toBlocks(node.content, context)
        : null
    case 'macro':
      return macroBlocksOf(node, context)
    default:
      return null
  }
}

function macroBlocksOf(node: LatexNode & { type: 'macro' }, context: LatexContext): BlockContent[] | null {
  const depth = headings[node.content]
  if (depth) return [{ type: 'heading', depth, children: trimmed(toPhrasing(lastArgument(node), context)) }]
  switch (node.content) {
    case 'problemname':
      context.title = plainText(toPhrasing(lastArgument(node), context)).trim() || null
      return []
    case 'illustration': {
      const [, file = [], caption = []] = argumentsOf(node)
      const text = trimmed(toPhrasing(caption, context))
      const image: PhrasingContent = { type: 'image', url: sourceOf(file).trim(), alt: plainText(text) }
      return [paragraph([image]), ...(text.length > 0 ? [paragraph([{ type: 'emphasis', children: text }])] : [])]
    }
    case 'caption':
    case 'captionof': {
      const text = trimmed(toPhrasing(lastArgument(node), context))
      return text.length > 0 ? [paragraph([{ type: 'emphasis', children: text }])] : []
    }
    case 'epigraph': {
      const [quote = [], source = []] = argumentsOf(node)
      return [{ type: 'blockquote', children: [...toBlocks(quote, context), ...toBlocks(source, context)] }]
    }
    case 'input':
    case 'include':
    case 'nextsample':
    case 'remainingsamples':
      context.report.ignored(context.path, `\\${node.content}; samples come after the statement`)
      return []
    case 'def':
    case 'newcommand':
    case 'renewcommand':
      context.report.ignored(context.path, `\\${node.content}; a statement's own commands are not carried out`)
      return []
    default:
      return null
  }
}

function environmentOf(node: LatexEnvironment, context: LatexContext): BlockContent[] {
  const { env } = node
  if (lists.has(env)) return [toList(node, context)]
  if (tables.has(env)) return toTable(node, context)
  if (codes.has(env)) return [{ type: 'code', value: withoutEdges(sourceOf(node.content)) }]
  if (env === 'quote' || env === 'quotation' || env === 'verse')
    return [{ type: 'blockquote', children: toBlocks(node.content, context) }]
  if (env === 'Input' || env === 'Output' || env === 'Interaction')
    return [{ type: 'heading', depth: 2, children: [{ type: 'text', value: env }] }, ...toBlocks(node.content, context)]
  if (!transparentEnvironments.has(env))
    context.report.ignored(context.path, `unknown LaTeX environment ${env}; what is in it is kept`)
  return toBlocks(node.content, context)
}

function toList(node: LatexEnvironment, context: LatexContext): BlockContent {
  const items = node.content.filter((item) => item.type === 'macro' && item.content === 'item')
  const children = items.map((item): ListItem => {
    const label = argumentsOf(item)[1] ?? []
    const blocks = toBlocks(lastArgument(item), context)
    const [first] = blocks
    if (label.length > 0 && first?.type === 'paragraph')
      first.children.unshift({ type: 'strong', children: trimmed(toPhrasing(label, context)) }, { type: 'text', value: ' ' })
    return { type: 'listItem', spread: blocks.length > 1, children: blocks }
  })
  return { type: 'list', ordered: node.env.includes('enum'), spread: false, children }
}

/** Markdown's tables have a head, so the first row becomes it. */
function toTable(node: LatexEnvironment, context: LatexContext): BlockContent[] {
  const rows: LatexNode[][][] = [[[]]]
  for (const cell of node.content) {
    const row = rows.at(-1)
    if (cell.type === 'macro' && cell.content === '\\') rows.push([[]])
    else if (cell.type === 'string' && cell.content === '&') row?.push([])
    else row?.at(-1)?.push(cell)
  }
  const made = rows
    .map((cells) => cells.flatMap((cell) => toCells(cell, context)))
    .filter((cells) => cells.some((cell) => cell.children.length > 0))
  const width = Math.max(0, ...made.map((cells) => cells.length))
  if (made.length === 0 || width > 50) return []
  const children = made.map((cells): TableRow => {
    const missing = Array.from({ length: width - cells.length }, (): TableCell => ({ type: 'tableCell', children: [] }))
    return { type: 'tableRow', children: [...cells, ...missing] }
  })
  return [{ type: 'table', children }]
}

function toCells(nodes: LatexNode[], context: LatexContext): TableCell[] {
  const wide = nodes.find((node) => node.type === 'macro' && node.content === 'multicolumn')
  const columns = wide ? Number(sourceOf(argumentsOf(wide).at(-3) ?? [])) : 1
  const more = Number.isInteger(columns) ? Math.min(20, Math.max(0, columns - 1)) : 0
  const cell: TableCell = { type: 'tableCell', children: trimmed(toPhrasing(nodes, context)) }
  return [cell, ...Array.from({ length: more }, (): TableCell => ({ type: 'tableCell', children: [] }))]
}

function paragraph(children: PhrasingContent[]): BlockContent {
  return { type: 'paragraph', children }
}

function withoutEdges(code: string): string {
  return code.replace(/^[ \t]*\n/, '').replace(/\s+$/, '')
}
