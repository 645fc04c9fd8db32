import { languageNames, type LanguageId } from '@eduscale/contracts/language'
import type { Problem } from '@eduscale/contracts/problem'
import { AppError } from '@eduscale/platform/errors'

/** A package may say in which languages its problem is solved. Throws `bad-request`. */
export function requireLanguage({ languages, io }: Problem, language: LanguageId): void {
  if (languages === null || io === 'outputs' || languages.includes(language)) return
  const allowed = languages.map((id) => languageNames[id]).join(', ')
  throw new AppError('bad-request', `This problem can be solved in ${allowed} only.`)
}
