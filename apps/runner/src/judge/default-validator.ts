import type { divergenceSchema } from '@eduscale/contracts/judge'
import type { ValidatorFlags } from '@eduscale/rules/validator-flags'
import type { z } from 'zod'
import { TokenReader, type Token } from './tokens'

export type Divergence = z.infer<typeof divergenceSchema>

/** A run of digits is read in one way only: a contestant's token may have megabytes of them, and something else at its end. */
const number = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i
const maxContextChars = 120

/** Kattis's default validator: null when the output is right, else where it parts from the answer for the first time. */
export function compareOutput(output: Buffer, answer: Buffer, flags: ValidatorFlags): Divergence | null {
  if (output.equals(answer)) return null
  // One character for each byte: decoded as UTF-8, all bytes that aren't would be one and the same.
  const [actual, expected] = [output.toString('latin1'), answer.toString('latin1')]
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
  return !flags.isCaseSensitive && equalButForCase(got.text, wanted.text)
}

/** A to Z are a to z, and nothing else is: toLowerCase() would know letters of other alphabets too. */
function equalButForCase(one: string, other: string): boolean {
  if (one.length !== other.length) return false
  for (let i = 0; i < one.length; i += 1) if (lower(one.charCodeAt(i)) !== lower(other.charCodeAt(i))) return false
  return true
}

function lower(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code
}

/** From the token to the end of its line; empty where the text has ended. */
function around(text: string, token: Token | null): string {
  if (!token) return ''
  const end = text.indexOf('\n', token.at)
  // A character takes four bytes at most; one more than is shown tells whether something is left out.
  const stop = Math.min(end === -1 ? text.length : end, token.at + 4 * (maxContextChars + 1))
  const characters = Array.from(Buffer.from(text.slice(token.at, stop), 'latin1').toString('utf8'))
  return characters.length > maxContextChars ? `${characters.slice(0, maxContextChars).join('')}…` : characters.join('')
}
