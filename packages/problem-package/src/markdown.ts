import type { Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkParse from 'remark-parse'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'

const writer = unified()
  .use(remarkGfm, { tablePipeAlign: false })
  .use(remarkMath)
  .use(remarkStringify, { bullet: '-', rule: '-', emphasis: '*' })
const reader = unified().use(remarkParse).use(remarkGfm).use(remarkMath)

/** Whatever is special in Markdown comes out escaped. */
export function toMarkdown(root: Root): string {
  return writer.stringify(root)
}

export interface MarkdownFacts {
  /** Addresses of pictures, as they are written. */
  pictures: string[]
  hasHtml: boolean
}

export function factsOfMarkdown(markdown: string): MarkdownFacts {
  const facts: MarkdownFacts = { pictures: [], hasHtml: false }
  const waiting: (Root | Root['children'][number])[] = [reader.parse(markdown)]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type === 'image') facts.pictures.push(node.url)
    if (node.type === 'definition') facts.pictures.push(node.url)
    if (node.type === 'html' && !/^<!--[^]*-->$/.test(node.value.trim())) facts.hasHtml = true
    if ('children' in node) waiting.push(...node.children)
  }
  return facts
}
