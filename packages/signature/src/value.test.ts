import { expect, test } from 'vitest'
import type { ValueType } from '@eduscale/contracts/signature'
import { parseValue, type Value } from './value'

test.each<[text: string, type: ValueType, value: Value]>([
  ['1', 'int', 1],
  [' -2147483648\n', 'int', -2147483648],
  ['9223372036854775807', 'long', 9223372036854775807n],
  ['1', 'long', 1n],
  ['1', 'double', 1],
  ['-2.5e3', 'double', -2500],
  ['Infinity', 'double', Infinity],
  ['NaN', 'double', NaN],
  ['true', 'bool', true],
  ['"a\\u00e9\\n"', 'string', 'aé\n'],
  ['[]', 'int[]', []],
  ['[ [1, 2],[ ] ]', 'int[][]', [[1, 2], []]],
  ['["]", "\\""]', 'string[]', [']', '"']],
])('%s is a %s', (text, type, value) => {
  expect(parseValue(text, type)).toEqual({ ok: true, value })
})

test.each<[text: string, type: ValueType, error: string]>([
  ['', 'int', 'expected int at character 1, found nothing'],
  ['2147483648', 'int', 'expected int at character 1, found "2147483648"'],
  ['9223372036854775808', 'long', 'expected long at character 1, found "9223372036854775808"'],
  ['1.5', 'int', 'expected int at character 1, found "1.5"'],
  ['1 2', 'int', 'expected the end at character 3, found "2"'],
  ['[1,]', 'int[]', 'expected int at character 4, found "]"'],
  ['[1 2]', 'int[]', 'expected "," or "]" at character 4, found "2]"'],
  ['[1', 'int[]', 'expected "," or "]" at character 3, found nothing'],
  ['1', 'int[]', 'expected int[] at character 1, found "1"'],
  ['"a', 'string', 'expected string at character 1, found "\\"a"'],
  ['"a\\', 'string', 'expected string at character 1, found "\\"a\\\\"'],
  ['1', 'string', 'expected string at character 1, found "1"'],
  ['"a\nb"', 'string', 'expected string at character 1, found "\\"a\\nb\\""'],
  ['True', 'bool', 'expected bool at character 1, found "True"'],
])('%s is not a %s', (text, type, error) => {
  expect(parseValue(text, type)).toEqual({ ok: false, error })
})

test('a string may be millions of characters long, and end or not', () => {
  const long = `"${'a'.repeat(12_000_000)}\\""`
  expect(parseValue(long, 'string')).toMatchObject({ ok: true })
  expect(parseValue(long.slice(0, -1), 'string')).toMatchObject({ ok: false })
})
