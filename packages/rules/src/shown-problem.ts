import type { Problem, ShownProblem } from '@eduscale/contracts/problem'

/** In the language that is asked for, or else in the one that it was written in. */
export function showProblem({ translations = {}, ...problem }: Problem, lang: string): ShownProblem {
  const own = problem.lang ?? 'en'
  const langs = [own, ...Object.keys(translations).filter((one) => one !== own)]
  const text = lang === own ? undefined : Object.entries(translations).find(([one]) => one === lang)?.[1]
  return { ...problem, ...text, lang: text ? lang : own, langs }
}
