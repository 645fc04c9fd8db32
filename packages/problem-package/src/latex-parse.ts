import { getParser } from '@unified-latex/unified-latex-util-parse'
import { printRaw } from '@unified-latex/unified-latex-util-print-raw'
import { bounds } from './bounds'
import { PackageError } from './package-error'
import { macroArguments } from './latex-words'

export type ArgumentSignatures = Record<string, { signature: string }>
export type LatexNode = ReturnType<ReturnType<typeof getParser>['parse']>['content'][number]
export type LatexEnvironment = Extract<LatexNode, { type: 'environment' | 'mathenv' }>

/** Throws PackageError: its own errors are about grammars, and a source may be nested deeper than any stack. */
export function parseLatex(source: string, path: string): LatexNode[] {
  if (source.length > bounds.latexChars) throw new PackageError(path, `is longer than ${bounds.latexChars} characters`)
  try {
    return getParser({ macros: macroArguments }).parse(source).content
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new PackageError(path, `is not LaTeX that can be read: ${why}`)
  }
}

/** As it was written, but for comments. */
export function sourceOf(nodes: LatexNode | LatexNode[]): string {
  return printRaw(nodes)
}
