import type { Root, RootContent } from 'mdast'
import rehypeParse from 'rehype-parse'
import rehypeRemark from 'rehype-remark'
import { unified } from 'unified'
import { toMarkdown } from './markdown'
import { PackageError } from './package-error'

const reader = unified().use(rehypeParse, { fragment: true }).use(rehypeRemark)
const math = /\$\$([^$]+)\$\$|\$([^$\n]+)\$|\\\((.+?)\\\)|\\\[(.+?)\\\]/g

/** Statements in HTML hold their formulas as text, for a script to find; scripts and styles go. */
export function htmlToMarkdown(html: string, path: string): string {
  try {
    const root = reader.runSync(reader.parse(html)) as Root
    root.children = root.children.map(withMath)
    return toMarkdown(root)
  } catch (error) {
    throw new PackageError(path, `is not HTML that can be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function withMath<Node extends RootContent>(node: Node): Node {
  if (!('children' in node)) return node
  const children = node.children.flatMap((child): RootContent[] =>
    child.type === 'text' ? split(child.value) : [withMath(child)],
  )
  return { ...node, children }
}

function split(text: string): RootContent[] {
  const out: RootContent[] = []
  let end = 0
  for (const found of text.matchAll(math)) {
    if (found.index > end) out.push({ type: 'text', value: text.slice(end, found.index) })
    out.push({ type: 'inlineMath', value: (found[1] ?? found[2] ?? found[3] ?? found[4] ?? '').trim() })
    end = found.index + found[0].length
  }
  if (end < text.length) out.push({ type: 'text', value: text.slice(end) })
  return out
}
