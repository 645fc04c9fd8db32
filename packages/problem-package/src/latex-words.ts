import type { ArgumentSignatures } from './latex-parse'

/** Macros of the statement class that the parser doesn't know the arguments of. */
export const macroArguments: ArgumentSignatures = {
  problemname: { signature: 'm' },
  illustration: { signature: 'm m m' },
  constant: { signature: 'm' },
  epigraph: { signature: 'm m' },
  sout: { signature: 'm' },
  st: { signature: 'm' },
  t: { signature: 'm' },
  multirow: { signature: 'o m o m m' },
  cline: { signature: 'm' },
  vspace: { signature: 's m' },
  hspace: { signature: 's m' },
  label: { signature: 'm' },
  captionof: { signature: 'm m' },
  textcolor: { signature: 'm m' },
  color: { signature: 'm' },
  setlength: { signature: 'm m' },
  '"': { signature: 'm' },
  "'": { signature: 'm' },
  '`': { signature: 'm' },
  '^': { signature: 'm' },
  '~': { signature: 'm' },
  c: { signature: 'm' },
  v: { signature: 'm' },
  '=': { signature: 'm' },
  '.': { signature: 'm' },
  H: { signature: 'm' },
  k: { signature: 'm' },
  r: { signature: 'm' },
  u: { signature: 'm' },
}

/** Combining characters by macro: `\"o`. */
export const accents: Readonly<Record<string, string>> = {
  '"': '\u0308',
  "'": '\u0301',
  '`': '\u0300',
  '^': '\u0302',
  '~': '\u0303',
  c: '\u0327',
  v: '\u030C',
  '=': '\u0304',
  '.': '\u0307',
  H: '\u030B',
  k: '\u0328',
  r: '\u030A',
  u: '\u0306',
}

export const characters: Readonly<Record<string, string>> = {
  '%': '%',
  $: '$',
  '&': '&',
  '#': '#',
  _: '_',
  '{': '{',
  '}': '}',
  ' ': ' ',
  ',': '\u2009',
  ';': ' ',
  ':': ' ',
  '!': '',
  '-': '',
  '/': '',
  '@': '',
  quad: ' ',
  qquad: ' ',
  space: ' ',
  ldots: '…',
  dots: '…',
  textellipsis: '…',
  textbackslash: '\\',
  textasciitilde: '~',
  textasciicircum: '^',
  textless: '<',
  textgreater: '>',
  textbar: '|',
  textunderscore: '_',
  textquotedblleft: '“',
  textquotedblright: '”',
  textquoteleft: '‘',
  textquoteright: '’',
  textquotedbl: '"',
  textquotesingle: "'",
  textendash: '–',
  textemdash: '—',
  textdegree: '°',
  texteuro: '€',
  euro: '€',
  pounds: '£',
  copyright: '©',
  S: '§',
  LaTeX: 'LaTeX',
  TeX: 'TeX',
  aa: 'å',
  AA: 'Å',
  ae: 'æ',
  AE: 'Æ',
  oe: 'œ',
  OE: 'Œ',
  o: 'ø',
  O: 'Ø',
  ss: 'ß',
  l: 'ł',
  L: 'Ł',
  i: 'ı',
  j: 'ȷ',
  leq: '≤',
  geq: '≥',
  textrightarrow: '→',
}

/** About looks, or about nothing that a page has. Their arguments go too. */
export const withoutMeaning = new Set(
  `noindent indent medskip smallskip bigskip newpage clearpage pagebreak vspace hspace vfill hfill centering raggedright
  raggedleft tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge label par protect relax displaystyle
  hline cline toprule midrule bottomrule setlength color allowbreak sloppy rm sf sc normalfont rmfamily sffamily mdseries
  upshape selectfont unskip ignorespaces null strut maketitle`.split(/\s+/),
)

/** Their last argument is text like any other. */
export const transparent = new Set(
  `text textrm textsf textsc textnormal textup textmd mbox hbox makebox fbox framebox underline uline textcolor multicolumn
  multirow centerline ensuremath textsuperscript textsubscript`.split(/\s+/),
)

export const transparentEnvironments = new Set(
  `document center flushleft flushright figure figure* wrapfigure table table* minipage samepage small footnotesize large
  tiny multicols subfigure spacing`.split(/\s+/),
)
export const lists = new Set(['itemize', 'enumerate', 'description', 'compactitem', 'compactenum'])
export const tables = new Set(['tabular', 'tabular*', 'tabularx', 'longtable', 'array'])
export const codes = new Set(['verbatim', 'Verbatim', 'lstlisting', 'alltt', 'minted'])
