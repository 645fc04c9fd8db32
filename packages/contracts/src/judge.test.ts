import { expect, test } from 'vitest'
import { compileResultSchema, divergenceSchema } from './judge'
import { isStorable } from './storable-text'

test('a program that prints NUL or half a character gets a verdict that can be kept', () => {
  const said = 'a\0b\u{D800}c'
  const divergence = divergenceSchema.parse({ line: 1, expected: said, actual: said })
  expect(divergence.actual).toBe('a\u{FFFD}b\u{FFFD}c')
  expect(isStorable(divergence.expected)).toBe(true)
  expect(isStorable(compileResultSchema.shape.output.parse(said))).toBe(true)
})
