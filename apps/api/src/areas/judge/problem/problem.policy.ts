import { languageNames, type LanguageId } from '@eduscale/contracts/language'
import type { Problem } from '@eduscale/contracts/problem'
import { AppError } from '@eduscale/platform/errors'
import { kindRules, type KindRules } from '@eduscale/rules/problem-kinds'

/** A package may say in which languages its problem is solved. Throws `bad-request`. */
export function requireLanguage({ languages, io }: Pick<Problem, 'languages' | 'io'>, language: LanguageId): void {
  if (languages === null || kindRules[io].submission === 'answers' || languages.includes(language)) return
  const allowed = languages.map((id) => languageNames[id]).join(', ')
  throw new AppError('bad-request', `This problem can be solved in ${allowed} only.`)
}

const noOwnInput: Record<KindRules['ownInput'], string | null> = {
  'is-run': null,
  'judge-talks': 'This problem talks to your program; run the samples instead.',
  'nothing-runs': 'This problem asks for outputs, not for a program; there is nothing to run.',
}

/** Where there is a judge to talk to, or nothing to run, an own input means nothing. Throws `bad-request`. */
export function requireNoOwnInput({ io }: Pick<Problem, 'io'>): void {
  const refusal = noOwnInput[kindRules[io].ownInput]
  if (refusal !== null) throw new AppError('bad-request', refusal)
}
