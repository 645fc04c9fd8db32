import { isStorable } from '@eduscale/contracts/storable-text'
import { AppError } from '@eduscale/platform/errors'
import type { z } from 'zod'

/**
 * Parses what a client sent: body, path, query or frame. A bad field is named in the error (ZodError). Whatever the schema makes of
 * it, no text in it has a NUL or half a character in it, so that it can be stored and looked up by: `bad-request` otherwise. A schema
 * that would rather mend such texts says so (storableTextSchema).
 */
export function parseGiven<Schema extends z.ZodType>(schema: Schema, given: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(given)
  if (!parsed.success) throw parsed.error
  const field = findUnstorable(parsed.data)
  if (field === null) return parsed.data
  throw new AppError('bad-request', `${field === '' ? 'the text' : field} has a NUL or half a character in it`, {
    data: { field },
  })
}

/** The path of the first text, or key, that can't be stored; null where all can. */
function findUnstorable(value: unknown, path = ''): string | null {
  if (typeof value === 'string') return isStorable(value) ? null : path
  if (typeof value !== 'object' || value === null) return null
  for (const [key, inner] of Object.entries(value)) {
    if (!isStorable(key)) return path
    const found = findUnstorable(inner, path === '' ? key : `${path}.${key}`)
    if (found !== null) return found
  }
  return null
}
