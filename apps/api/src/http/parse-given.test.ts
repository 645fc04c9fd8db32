import { storableTextSchema } from '@eduscale/contracts/storable-text'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { parseGiven } from './parse-given'

const schema = z.object({ name: z.string(), tags: z.array(z.object({ text: z.string() })).default([]) })

test.each([
  ['a NUL', { name: 'a\0b' }, 'name'],
  ['half a pair', { name: '\uD800' }, 'name'],
  ['the other half, deep inside', { name: 'a', tags: [{ text: 'b' }, { text: '\uDC00x' }] }, 'tags.1.text'],
])('%s is refused, and its field named', (_what, given, field) => {
  expect(() => parseGiven(schema, given)).toThrow(expect.objectContaining({ code: 'bad-request', data: { field } }))
})

test('whole pairs, marks and separators are text like any other', () => {
  const name = 'e\u0301 \u2028 \u{1F600} \uFFFD'
  expect(parseGiven(schema, { name })).toEqual({ name, tags: [] })
})

test('a schema that mends its texts has nothing refused', () => {
  expect(parseGiven(z.object({ text: storableTextSchema }), { text: 'a\0' })).toEqual({ text: 'a\uFFFD' })
})

test('an unstorable key is refused as well', () => {
  expect(() => parseGiven(z.record(z.string(), z.number()), { 'a\0': 1 })).toThrow('half a character')
})
