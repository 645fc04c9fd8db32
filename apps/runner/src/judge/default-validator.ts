import type { divergenceSchema } from '@eduscale/contracts/judge'
import type { z } from 'zod'
import { TokenReader, type Token } from './tokens'

export type Divergence = z.infer<typeof divergenceSchema>

export interface ValidatorFlags {
  isCaseSensitive: boolean
  isSpaceSensitive: boolean
  /** Null: numbers are compared as words. */
  absoluteTolerance: number | null
  relativeTolerance: number | null
}

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const maxContextChars = 120

/** The flags of a legacy Kattis package; throws on one that nobody knows, since to ignore it would judge wrongly. */
export function parseValidatorFlags(words: readonly string[]): ValidatorFlags {
  const flags: ValidatorFlags = {
    isCaseSensitive: false,
    isSpaceSensitive: false,
    absoluteTolerance: null,
    relativeTolerance: null,
  }
  const parts = words.flatMap((word) => word.split(/\s+/)).filter((word) => word !== '')
  for (let i = 0; i < parts.length; i += 1) {
    const word = parts[i]
    if (word === 'case_sensitive') flags.isCaseSensitive = true
    else if (word === 'space_change_sensitive') flags.isSpaceSensitive = true
    else if (word === 'float_tolerance' || word === 'float_absolute_tolerance' || word === 'float_relative_tolerance') {
      i += 1
      const tolerance = Number(parts[i] ?? 'missing')
      if (!(tolerance >= 0)) throw new RangeError(`validator flag ${word} needs a number, not ${parts[i]}`)
      if (word !== 'float_relative_tolerance') flags.absoluteTolerance = tolerance
      if (word !== 'float_absolute_tolerance') flags.relativeTolerance = tolerance
    } else throw new RangeError(`unknown validator flag ${word}`)
  }
  return flags
}

/** Kattis's default validator: null when the output is right, else where it parts from the answer for the first time. */
export function compareOutput(output: Buffer, answer: Buffer, flags: ValidatorFlags): Divergence | null {
  if (output.equals(answer)) return null
  const [actual, expected] = [output.toString('utf8'), answer.toString('utf8')]
  const [actualReader, expectedReader] = [new TokenReader(actual), new TokenReader(expected)]
  for (;;) {
    const [actualSpace, expectedSpace] = [actualReader.readSpace(), expectedReader.readSpace()]
    const [got, wanted] = [actualReader.readToken(), expectedReader.readToken()]
    const isSame =
      (!flags.isSpaceSensitive || actualSpace === expectedSpace) &&
      (got && wanted ? tokensEqual(got, wanted, flags) : got === wanted)
    if (!isSame) {
      const line = wanted?.line ?? got?.line ?? expectedReader.line
      return { line, expected: around(expected, wanted), actual: around(actual, got) }
    }
    if (!got) return null
  }
}

function tokensEqual(got: Token, wanted: Token, flags: ValidatorFlags): boolean {
  if (got.text === wanted.text) return true
  const { absoluteTolerance, relativeTolerance } = flags
  if ((absoluteTolerance !== null || relativeTolerance !== null) && number.test(wanted.text)) {
    if (!number.test(got.text)) return false
    const [actual, expected] = [Number(got.text), Number(wanted.text)]
    const difference = Math.abs(actual - expected)
    return difference <= (absoluteTolerance ?? -1) || difference <= (relativeTolerance ?? -1) * Math.abs(expected)
  }
  return !flags.isCaseSensitive && got.text.toLowerCase() === wanted.text.toLowerCase()
}

/** From the token to the end of its line; empty where the text has ended. */
function around(text: string, token: Token | null): string {
  if (!token) return ''
  const end = text.indexOf('\n', token.at)
  const rest = text.slice(token.at, end === -1 ? undefined : end)
  return rest.length > maxContextChars ? `${rest.slice(0, maxContextChars)}…` : rest
}
