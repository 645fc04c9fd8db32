import rehypeKatex from 'rehype-katex'
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize'
import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'

/**
 * Markdown with $math$ to HTML that may be shown as it is: raw HTML is dropped and the rest sanitised before KaTeX, whose output
 * is MathML alone (no style sheet, no fonts). Bad math is shown as its source. Of pictures only the package's own are shown, at
 * their addresses: anything else would tell a stranger who reads what.
 */
export async function renderStatement(markdown: string, pictures: ReadonlyMap<string, string> = new Map()): Promise<string> {
  const html = await pipeline(pictures).process(markdown)
  return String(html)
}

const pipeline = (pictures: ReadonlyMap<string, string>) =>
  unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkMath)
    .use(remarkRehype)
    .use(rehypeSanitize, {
      ...defaultSchema,
      attributes: {
        ...defaultSchema.attributes,
        code: [['className', /^language-./, 'math-inline', 'math-display']],
      },
    })
    .use(() => (root: HastNode) => withOwnPictures(root, pictures))
    .use(rehypeKatex, { output: 'mathml', strict: 'ignore', trust: false })
    .use(() => (root: HastNode) => keepFromTranslators(root))
    .use(rehypeStringify)

interface HastNode {
  type: string
  tagName?: string
  properties?: Record<string, unknown>
  children?: HastNode[]
  value?: string
}

/** What must be written as it stands: a translated `EMPTY` would be printed by whoever reads it. */
function keepFromTranslators(node: HastNode): void {
  if (node.tagName === 'code' || node.tagName === 'math') node.properties = { ...node.properties, translate: 'no' }
  for (const child of node.children ?? []) keepFromTranslators(child)
}

function withOwnPictures(node: HastNode, pictures: ReadonlyMap<string, string>): void {
  const { children = [] } = node
  for (const child of children) withOwnPictures(child, pictures)
  if (!children.some(({ tagName }) => tagName === 'img')) return
  node.children = children.map((child): HastNode => {
    if (child.tagName !== 'img') return child
    const { src, alt } = child.properties ?? {}
    const address = typeof src === 'string' ? pictures.get(nameOf(src)) : undefined
    const text = typeof alt === 'string' ? alt : ''
    if (address === undefined) return { type: 'text', value: text }
    return { type: 'element', tagName: 'img', properties: { src: address, alt: text, loading: 'lazy' }, children: [] }
  })
}

/** Markdown's addresses are escaped for a URL. */
function nameOf(src: string): string {
  try {
    return decodeURIComponent(src)
  } catch {
    return src
  }
}
