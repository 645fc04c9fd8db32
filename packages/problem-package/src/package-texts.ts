import { statementLangs } from '@eduscale/contracts/problem'
import type { ProblemPackage } from './problem-package'

/** A statement and the problem's name in its language. */
export interface PackageText {
  lang: string
  /** As the package names it: `en-US`. */
  tag: string
  title: string
  markdown: string
}

/**
 * What is shown of a package: its statements in the languages that are known here, `en-US` as `en`, English first. Where there is none
 * in any of them, the first of all, in whatever it is.
 */
export function textsOf({ names, statements }: Pick<ProblemPackage, 'names' | 'statements'>): [PackageText, ...PackageText[]] {
  const title = nameOf(names)
  const inLang = (tag: string, lang: string) => tag === lang || tag.toLowerCase().startsWith(`${lang}-`)
  const known = statementLangs.flatMap((lang): PackageText[] => {
    const found =
      statements.find(({ language }) => language === lang) ?? statements.find(({ language }) => inLang(language, lang))
    const named = names[lang] ?? Object.entries(names).find(([tag]) => inLang(tag, lang))?.[1]
    return found ? [{ lang, tag: found.language, title: named ?? title, markdown: found.markdown }] : []
  })
  const [first, ...others] = known
  if (first) return [first, ...others]
  const [only] = statements
  const lang = only?.language ?? 'en'
  return [{ lang, tag: lang, title: names[lang] ?? title, markdown: only?.markdown ?? '' }]
}

/** In English where there is one. */
export function nameOf(names: Readonly<Record<string, string>>): string {
  return names['en'] ?? Object.values(names)[0] ?? ''
}
