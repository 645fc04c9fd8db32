import { languageNames, type LanguageId } from '@eduscale/contracts/language'
import type { Problem } from '@eduscale/contracts/problem'
import { AppError } from '@eduscale/platform/errors'

/** A package may say in which languages its problem is solved. Throws `bad-request`. */
export function requireLanguage({ languages, io }: Pick<Problem, 'languages' | 'io'>, language: LanguageId): void {
  if (languages === null || io === 'outputs' || languages.includes(language)) return
  const allowed = languages.map((id) => languageNames[id]).join(', ')
  throw new AppError('bad-request', `This problem can be solved in ${allowed} only.`)
}

/** Where there is a judge to talk to, or nothing to run, an own input means nothing. Throws `bad-request`. */
export function requireNoOwnInput({ io }: Problem): void {
  if (io === 'interactive') throw new AppError('bad-request', 'This problem talks to your program; run the samples instead.')
  if (io === 'outputs')
    throw new AppError('bad-request', 'This problem asks for outputs, not for a program; there is nothing to run.')
}
