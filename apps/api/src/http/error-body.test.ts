import { tooLarge } from '@eduscale/contracts/errors'
import { runBodySchema } from '@eduscale/contracts/submission'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { toErrorBody } from './error-body'

const refusalOf = (schema: z.ZodType, given: unknown) => toErrorBody(schema.safeParse(given).error)

test('the code of a refusal is said by its check, and not by its words', () => {
  const never = () => false
  expect(refusalOf(z.string().refine(never, tooLarge('more than a page')), 'x')).toMatchObject({ code: 'too-large' })
  expect(refusalOf(z.string().refine(never, 'names are limited to letters, and this is too long'), 'x').code).toBe('bad-request')
})

test('too much code, too many files and too long an input are too large', () => {
  const body = { language: 'python', code: 'x', files: [], problem: { by: 'slug', slug: 's' }, input: null }
  const much = 'x'.repeat(64 * 1024)
  const files = ['a', 'b', 'c'].map((name) => ({ name, text: much }))
  for (const change of [{ code: `${much}x` }, { files }, { input: much.repeat(20) }])
    expect(refusalOf(runBodySchema, { ...body, ...change })).toMatchObject({ code: 'too-large' })
  expect(refusalOf(runBodySchema, { ...body, code: '' })).toMatchObject({ code: 'bad-request', data: { field: 'code' } })
})
