import type { LanguageId } from '@eduscale/contracts/language'
import type { Signature } from '@eduscale/contracts/signature'
import type { Driver, Target } from '../target'
import { c } from './c'
import { cpp } from './cpp'
import { csharp } from './csharp'
import { go } from './go'
import { java } from './java'
import { javascript, typescript } from './javascript'
import { lua } from './lua'
import { ocaml } from './ocaml'
import { php } from './php'
import { python } from './python'
import { ruby } from './ruby'
import { rust } from './rust'

/** No contestant's file has such a name. */
export const usualResultPath = '/tmp/.eduscale-result'

/** Null: the language has no functions. */
const targets: Record<LanguageId, Target | null> = {
  python,
  javascript,
  typescript,
  cpp,
  cpp17: cpp,
  java,
  c,
  csharp,
  go,
  rust,
  ruby,
  php,
  lua,
  ocaml,
  sql: null,
}

export function supportsSignature(language: LanguageId): boolean {
  return targets[language] !== null
}

/** What a contestant begins with: an empty function. Null where the language has no functions. */
export function starterCode(signature: Signature, language: LanguageId): string | null {
  return targets[language]?.starter(signature) ?? null
}

/** The line that the function begins with, as the language has it: `def add_up(first: int) -> int`. Null as above. */
export function declaration(signature: Signature, language: LanguageId): string | null {
  // With the bracket that its parameters begin with: a function may be called as something that stands above it, such as `Solution`.
  const wanted = new RegExp(`\\b${signature.name.split('').join('_?')}_? ?\\(`, 'i')
  const isComment = /^\s*(?:\/[/*]|\*|#|--)/
  const line = starterCode(signature, language)
    ?.split('\n')
    .find((each) => wanted.test(each) && !isComment.test(each))
  return line?.trim().replace(/\s*[{=:]$/, '') ?? null
}

/**
 * The program around a contestant's function. It reads a JSON value per line of standard input, one for each parameter, calls the
 * function, and writes what it returns to `resultPath` as JSON (and NaN, Infinity, -Infinity). Standard output stays the
 * contestant's. A result that isn't of the type, or no function at all, is a compile error where the language has types, and
 * otherwise a line on stderr and exit code 1. Null where the language has no functions.
 */
export function driverFiles(
  signature: Signature,
  language: LanguageId,
  { resultPath = usualResultPath }: { resultPath?: string } = {},
): Driver | null {
  return targets[language]?.driver({ signature, resultPath }) ?? null
}

/** The lines of an uncaught error's stack that are the driver's and not the contestant's; global. Null where no stack is shown. */
export function driverFrames(language: LanguageId): RegExp | null {
  return targets[language]?.frames ?? null
}
