import { bounds } from './bounds'
import type { FileTree } from './file-tree'
import { htmlToMarkdown } from './html-to-markdown'
import { latexToMarkdown } from './latex-to-markdown'
import { factsOfMarkdown } from './markdown'
import type { Statement } from './problem-package'
import type { Substitute } from './programs'
import type { Report } from './report'

interface ReadStatements {
  folder: string
  report: Report
  substitute: Substitute
}

const fileName = /^problem(?:\.(?<language>[A-Za-z]{2,3}(?:-[A-Za-z]{2})?))?\.(?<type>md|tex|html|pdf)$/
/** Where a language has several, the one that needs the least conversion. */
const preference = ['md', 'html', 'tex', 'pdf']

/** Statements by language, and the titles that they give themselves. */
export function readStatements(
  tree: FileTree,
  { folder, report, substitute }: ReadStatements,
): { statements: Statement[]; titles: Record<string, string> } {
  const found = tree
    .list(folder)
    .files.flatMap((name) => {
      const groups = fileName.exec(name)?.groups
      return groups ? [{ name, language: groups['language'] ?? 'en', type: groups['type'] ?? '' }] : []
    })
    .toSorted((a, b) => preference.indexOf(a.type) - preference.indexOf(b.type))
  const statements = new Map<string, Statement>()
  const titles: Record<string, string> = {}
  for (const { name, language, type } of found) {
    const path = `${folder}/${name}`
    if (statements.has(language)) continue
    if (type === 'pdf') {
      report.ignored(path, 'statements in PDF are not shown')
      continue
    }
    const source = tree.text(path, bounds.statementBytes)
    const { markdown, title } = convert(source, { type, path, report, substitute })
    if (title !== null) titles[language] = title
    statements.set(language, { language, markdown })
  }
  if (statements.size === 0) report.ignored(folder, 'there is no statement that can be shown')
  return { statements: [...statements.values()].toSorted((a, b) => (a.language < b.language ? -1 : 1)), titles }
}

function convert(
  source: string,
  { type, path, report, substitute }: { type: string; path: string; report: Report; substitute: Substitute },
): { markdown: string; title: string | null } {
  switch (type) {
    case 'tex': {
      // `\constant{name}` is `{{name}}` elsewhere.
      const filled = source.replaceAll(/\\constant\{([a-zA-Z_][a-zA-Z0-9_.]*)\}/g, (_whole, name: string) =>
        substitute(`{{${name}}}`),
      )
      return latexToMarkdown(substitute(filled), { path, report })
    }
    case 'html':
      return { markdown: htmlToMarkdown(source, path), title: null }
    default: {
      const markdown = withDollars(substitute(source)).replaceAll(/^\s*\{\{\s*(nextsample|remainingsamples)\s*\}\}\s*$/gm, () => {
        report.ignored(path, 'samples come after the statement')
        return ''
      })
      reportLeft(markdown, { path, report })
      if (factsOfMarkdown(markdown).hasHtml) report.ignored(path, 'HTML in Markdown is not shown')
      return { markdown, title: null }
    }
  }
}

/** Names in a statement that are no constant's, or of one without a value, are shown as they stand. */
function reportLeft(markdown: string, { path, report }: { path: string; report: Report }): void {
  for (const [whole] of markdown.matchAll(/\{\{ ?[a-zA-Z_][a-zA-Z0-9_.]{0,100} ?\}\}/g))
    report.ignored(path, `${whole} has no value in constants, and stays as it is`)
}

/** Formulas in `\(…\)`, as Kattis' tools take them too, in dollars; code and other formulas stay as they are. */
function withDollars(markdown: string): string {
  // Bounded, since each opening is looked along for its end.
  const parts = /(```[^]*?```|`[^`\n]*`|\$[^$\n]*\$)|\\\(([^\n]{1,500}?)\\\)/g
  return markdown.replaceAll(parts, (whole, _kept, formula?: string) => (formula === undefined ? whole : `$${formula.trim()}$`))
}
