import { expect, test } from 'vitest'
import { stepTo } from './step'

const moments = [0, 400, 200, 200, 900]

test.each<[number, 1 | -1, number | null]>([
  [0, 1, 200],
  [200, 1, 400],
  [250.5, 1, 400],
  [900, 1, null],
  [250.5, -1, 200],
  [200, -1, 0],
  [0, -1, null],
])('from %d by %d to %d', (positionMs, direction, expected) => {
  expect(stepTo(moments, positionMs, direction)).toBe(expected)
})

test('a long battle has a next keystroke as well', () => {
  const many = Array.from({ length: 300_000 }, (_, index) => index)
  expect(stepTo(many, 150_000, 1)).toBe(150_001)
  expect(stepTo(many, 150_000, -1)).toBe(149_999)
})
