import type { LanguageId } from '@eduscale/contracts/language'
import { c } from './c'
import { cpp, cpp17 } from './cpp'
import { csharp } from './csharp'
import { go } from './go'
import { java } from './java'
import { javascript } from './javascript'
import type { Language } from './language'
import { lua } from './lua'
import { ocaml } from './ocaml'
import { php } from './php'
import { python } from './python'
import { ruby } from './ruby'
import { rust } from './rust'
import { sql } from './sql'
import { typescript } from './typescript'

export const languages: Record<LanguageId, Language> = {
  python,
  javascript,
  typescript,
  cpp,
  cpp17,
  java,
  c,
  go,
  rust,
  csharp,
  ruby,
  php,
  lua,
  ocaml,
  sql,
}

/** By the file's ending; null for one that no language claims. */
export function findLanguageOf(fileName: string): Language | null {
  return Object.values(languages).find((language) => language.extensions.some((ending) => fileName.endsWith(ending))) ?? null
}
