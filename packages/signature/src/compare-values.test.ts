import { expect, test } from 'vitest'
import type { ValueType } from '@eduscale/contracts/signature'
import { compareValues, type Difference } from './compare-values'
import { parseValue } from './value'

function compare(type: ValueType, result: string, answer: string, tolerance?: { absolute: number; relative: number }) {
  const [left, right] = [parseValue(result, type), parseValue(answer, type)]
  if (!left.ok || !right.ok) throw new Error('not values')
  return compareValues({ result: left.value, answer: right.value, type, ...(tolerance && { tolerance }) })
}

test.each<[type: ValueType, result: string, answer: string]>([
  ['int', '1', '1'],
  ['double', '0.1', '0.10000000001'],
  ['double', '1000000000000', '1000000000500'],
  ['double', 'NaN', 'NaN'],
  ['double', '-Infinity', '-Infinity'],
  ['string[]', '["a"]', '["\\u0061"]'],
  ['int[][]', '[[1],[]]', '[ [1], [] ]'],
])('%s: %s is %s', (type, result, answer) => {
  expect(compare(type, result, answer)).toBeNull()
})

test.each<[type: ValueType, result: string, answer: string, difference: Difference]>([
  ['int', '2147483647', '2147483646', { path: '', expected: '2147483646', actual: '2147483647' }],
  ['long', '9007199254740993', '9007199254740992', { path: '', expected: '9007199254740992', actual: '9007199254740993' }],
  ['double', '0.1', '0.2', { path: '', expected: '0.2', actual: '0.1' }],
  ['double', 'Infinity', '1', { path: '', expected: '1', actual: 'Infinity' }],
  ['int[][]', '[[1],[2],[3],[4]]', '[[1],[2],[3],[5]]', { path: '[3][0]', expected: '5', actual: '4' }],
  ['int[][]', '[[1,2]]', '[[1]]', { path: '[0].length', expected: '1', actual: '2' }],
  ['int[]', '[1]', '[1,2]', { path: '.length', expected: '2', actual: '1' }],
  ['int[]', '[9]', '[1,2]', { path: '[0]', expected: '1', actual: '9' }],
  ['string', '"a"', '"A"', { path: '', expected: '"A"', actual: '"a"' }],
])('%s: %s is not %s', (type, result, answer, difference) => {
  expect(compare(type, result, answer)).toEqual(difference)
})

test('the greater tolerance counts', () => {
  expect(compare('double', '1.5', '1', { absolute: 0.5, relative: 0 })).toBeNull()
  expect(compare('double', '110', '100', { absolute: 0, relative: 0.1 })).toBeNull()
  expect(compare('double', '111', '100', { absolute: 0.5, relative: 0.1 })).not.toBeNull()
})
