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
 * is MathML alone (no style sheet, no fonts). Bad math is shown as its source.
 */
export async function renderStatement(markdown: string): Promise<string> {
  const html = await pipeline.process(markdown)
  return String(html)
}

const pipeline = unified()
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
  .use(rehypeKatex, { output: 'mathml', strict: 'ignore', trust: false })
  .use(rehypeStringify)
