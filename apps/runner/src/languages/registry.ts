import type { LanguageId } from '@eduscale/contracts/language'
import { c } from './c'
import { cpp, cpp17 } from './cpp'
import { java } from './java'
import { javascript } from './javascript'
import type { Language } from './language'
import { python } from './python'
import { typescript } from './typescript'

export const languages: Record<LanguageId, Language> = { python, javascript, typescript, cpp, cpp17, java, c }

/** By the file's ending; null for one that no language claims. */
export function findLanguageOf(fileName: string): Language | null {
  return Object.values(languages).find((language) => language.extensions.some((ending) => fileName.endsWith(ending))) ?? null
}
