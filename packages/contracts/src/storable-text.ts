import { z } from 'zod'

/** PostgreSQL keeps neither NUL nor half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && !/\p{Cs}/u.test(text)
}

/** The same text, of the same length, with U+FFFD for what can't be kept. */
export const storableTextSchema = z
  .string()
  .overwrite((text) => (isStorable(text) ? text : text.replaceAll('\0', '\u{FFFD}').replaceAll(/\p{Cs}/gu, '\u{FFFD}')))
