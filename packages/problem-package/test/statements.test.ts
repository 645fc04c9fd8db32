import { describe, expect, test } from 'vitest'
import { htmlToMarkdown } from '../src/html-to-markdown'
import { latexToMarkdown } from '../src/latex-to-markdown'
import { textsOf } from '../src/package-texts'
import { Report } from '../src/report'
import { files2025, legacyFiles, png, read, said, type Files } from './fixtures'

function latex(source: string): { markdown: string; title: string | null; ignored: string[] } {
  const report = new Report()
  const made = latexToMarkdown(source, { path: 'x.tex', report })
  return { ...made, ignored: report.lines.map(({ what }) => what) }
}

test.each<[name: string, source: string, markdown: string]>([
  [
    'math keeps its source',
    'If $a_i \\le b^2$ then \\[ \\frac{a}{b} \\] holds.',
    'If $a_{i} \\le b^{2}$ then\n\n$$\n\\frac{a}{b}\n$$\n\nholds.\n',
  ],
  ['environments of math', '\\begin{align*}\na &= b\n\\end{align*}', '$$\n\\begin{align*}a&= b\\end{align*}\n$$\n'],
  ['sections', '\\section*{Input}\none\n\\subsection{More}\ntwo', '## Input\n\none\n\n### More\n\ntwo\n'],
  ['paragraphs and comments', 'one % not this\ntwo\n\n% nor this\nthree', 'one two\n\nthree\n'],
  ['fonts', '\\textbf{b} \\emph{e} \\texttt{t_t} {\\bf bold} {\\it it} {\\tt c}', '**b** *e* `t_t` **bold** *it* `c`\n'],
  ['what Markdown would take for its own', 'a*b*c_d_ # 1. \\# \\$5 [x](y)', 'a\\*b\\*c_d\\_ # 1. # \\$5 \\[x]\\(y)\n'],
  ['quotes, dashes, spaces', "``so'' a--b---c~d\\ldots\\ e", '“so” a–b—c\u00a0d… e\n'],
  ['accents', '\\"o \\\'{e} \\aa{} \\c{c} na\\"{\\i}ve', 'ö é å ç naïve\n'],
  [
    'links and notes',
    '\\url{https://a.b/c_d} \\href{https://e.f}{g}\\footnote{h}',
    '<https://a.b/c_d> [g](https://e.f)[^1]\n\n[^1]: h\n',
  ],
  ['lists', '\\begin{itemize}\\item one $n$\\item two\\end{itemize}', '- one $n$\n- two\n'],
  ['numbered lists', '\\begin{enumerate}\n\\item a\n\\item b\n\\end{enumerate}', '1. a\n2. b\n'],
  [
    'tables',
    '\\begin{tabular}{|l|c|}\\hline a & b \\\\ \\hline c & $d$ \\\\ \\end{tabular}',
    '| a | b |\n| - | - |\n| c | $d$ |\n',
  ],
  ['code as it stands', '\\begin{verbatim}\n a_b *c*\n\\end{verbatim}', '```\n a_b *c*\n```\n'],
  ['pictures', '\\includegraphics[width=0.5\\textwidth]{it.png}', '![](it.png)\n'],
  ['illustrations', '\\illustration{0.3}{it.png}{A map}', '![A map](it.png)\n\n*A map*\n'],
  ['figures', '\\begin{figure}\\centering\\includegraphics{it}\\caption{A map}\\end{figure}', '![](it)\n\n*A map*\n'],
  ['sections of the class', '\\begin{Input}\none\n\\end{Input}', '## Input\n\none\n'],
])('LaTeX: %s', (_name, source, markdown) => {
  expect(latex(source).markdown).toBe(markdown)
})

test('the title, in plain letters where it is given', () => {
  expect(latex('\\problemname{Two \\emph{Crates}}\nx')).toMatchObject({ title: 'Two Crates', markdown: 'x\n' })
  expect(latex('%% plainproblemname: x squared\n\\problemname{$x^2$}').title).toBe('x squared')
})

test('a command that is not known keeps its text and is named', () => {
  expect(latex('a \\wobble{b} c')).toMatchObject({ markdown: 'a b c\n', ignored: [expect.stringContaining('\\wobble')] })
  expect(latex('\\begin{theorem}x\\end{theorem}')).toMatchObject({
    markdown: 'x\n',
    ignored: [expect.stringContaining('theorem')],
  })
  expect(latex('a\n\n\\nextsample\n\nb')).toMatchObject({
    markdown: 'a\n\nb\n',
    ignored: [expect.stringContaining('nextsample')],
  })
})

test('formulas of Markdown may be in parentheses with backslashes', () => {
  const { package: problem } = read({
    ...legacyFiles,
    'problem_statement/problem.en.md': 'At most \\( 10^5 \\) or $f\\(x\\)$, and `\\(x\\)` as it is.\n',
  })
  expect(problem.statements[0]?.markdown).toBe('At most $10^5$ or $f\\(x\\)$, and `\\(x\\)` as it is.\n')
})

test('HTML, without what runs or loads', () => {
  const html =
    '<h2>Input</h2><p onclick="x()">At most $n_1$ <b>bold</b><script>alert(1)</script> \\(x*y*z\\)</p><ul><li>a</li></ul>'
  expect(htmlToMarkdown(html, 'x.html')).toBe('## Input\n\nAt most $n_1$ **bold** $x*y*z$\n\n- a\n')
})

describe('in a package', () => {
  const statements = (files: Files) => {
    const without = Object.fromEntries(Object.entries(legacyFiles).filter(([path]) => !path.startsWith('problem_statement')))
    return read({ ...without, ...files })
  }

  test('each language has one, the one that needs the least conversion', () => {
    const given = statements({
      'problem_statement/problem.tex': 'tex\n',
      'problem_statement/problem.en.md': 'md\n',
      'problem_statement/problem.pt-BR.html': '<p>html</p>',
    })
    expect(given.package.statements).toEqual([
      { language: 'en', markdown: 'md\n' },
      { language: 'pt-BR', markdown: 'html\n' },
    ])
  })

  const named = (name: string) => ({ 'problem.yaml': `name: ${name}\nlicense: cc by-sa\nrights_owner: Nobody\n` })
  const textsIn = ({ package: problem }: ReturnType<typeof read>) => textsOf(problem).map(({ lang, title }) => `${lang} ${title}`)

  test('what is shown is in the languages that are known, each under its name, English first', () => {
    const given = statements({
      ...named('{en: Two Crates, uk: Два ящики, ru: Два ящика, de: Zwei Kisten}'),
      'problem_statement/problem.uk.md': 'Додайте.\n',
      'problem_statement/problem.ru.tex': '\\problemname{Ящики}\nСложите $a$.\n',
      'problem_statement/problem.pl.md': 'Dodaj.\n',
      'problem_statement/problem.de.md': 'Addiere.\n',
      'problem_statement/problem.en.md': 'Add.\n',
    })
    expect(textsIn(given)).toEqual(['en Two Crates', 'uk Два ящики', 'ru Два ящика', 'pl Two Crates'])
    expect(textsOf(given.package).map(({ markdown }) => markdown)).toEqual(['Add.\n', 'Додайте.\n', 'Сложите $a$.\n', 'Dodaj.\n'])
    expect(said(given, 'understood')).toContain('problem_statement: statements in en, uk, ru, pl')
    expect(said(given, 'ignored')).toEqual(['problem_statement: the de statement is kept, and not shown'])
  })

  test('a region is no language of its own, unless both are there', () => {
    const american = statements({
      ...named('{en-US: Two Crates, uk: Два ящики}'),
      'problem_statement/problem.en-US.md': 'Add.\n',
      'problem_statement/problem.uk.md': 'Додайте.\n',
    })
    expect(textsIn(american)).toEqual(['en Two Crates', 'uk Два ящики'])
    const both = statements({ 'problem_statement/problem.en-US.md': 'Color.\n', 'problem_statement/problem.en.md': 'Colour.\n' })
    expect(textsOf(both.package)).toMatchObject([{ markdown: 'Colour.\n' }])
  })

  test('without English the first of the known ones leads, and without any the one that is there', () => {
    const slavic = statements({
      ...named('{uk: Два ящики, pl: Dwie skrzynie}'),
      'problem_statement/problem.pl.md': 'Dodaj.\n',
      'problem_statement/problem.uk.md': 'Додайте.\n',
    })
    expect(textsIn(slavic)).toEqual(['uk Два ящики', 'pl Dwie skrzynie'])
    const german = statements({ ...named('{de: Zwei Kisten}'), 'problem_statement/problem.de.md': 'Addiere.\n' })
    expect(textsIn(german)).toEqual(['de Zwei Kisten'])
    expect(said(german, 'ignored')).toEqual([])
  })

  test('the 2025-09 format has them, too', () => {
    const given = read({
      ...files2025,
      'problem.yaml': 'problem_format_version: 2025-09\nname: {en: Two Crates, uk: Два ящики}\nlimits: {time_limit: 1}\n',
      'statement/problem.uk.md': 'Додайте.\n',
    })
    expect(textsIn(given)).toEqual(['en Two Crates', 'uk Два ящики'])
  })

  test('a PDF alone is said', () => {
    expect(said(statements({ 'problem_statement/problem.en.pdf': '%PDF' }), 'ignored')).toEqual([
      'problem_statement/problem.en.pdf: statements in PDF are not shown',
      'problem_statement: there is no statement that can be shown',
    ])
  })

  test('pictures are those that are named, without an ending too, and are what their bytes say', () => {
    const given = statements({
      'problem_statement/problem.en.tex':
        '\\includegraphics{a} \\includegraphics{b.png} \\includegraphics{c} \\includegraphics{gone.png}',
      'problem_statement/a.png': png,
      'problem_statement/b.png': '<svg onload="x()"/>',
      'problem_statement/c.svg': '<svg/>',
      'problem_statement/unnamed.png': png,
    })
    expect(given.package.pictures.map(({ name, mediaType }) => [name, mediaType])).toEqual([['a', 'image/png']])
    expect(said(given, 'ignored')).toEqual([
      "problem_statement: the picture gone.png of the en statement isn't there",
      'problem_statement/c.svg: is not shown: only PNG, JPEG and GIF pictures are',
      'problem_statement/b.png: is not shown: only PNG, JPEG and GIF pictures are',
    ])
  })

  test('one that is too large is not shown', () => {
    const large = Buffer.concat([png, Buffer.alloc(2 * 1024 * 1024)])
    const given = statements({ 'problem_statement/problem.en.md': '![](a.png)\n', 'problem_statement/a.png': large })
    expect(given.package.pictures).toEqual([])
    expect(said(given, 'ignored').join()).toMatch(/a\.png: is not shown: it is larger/)
  })
})
