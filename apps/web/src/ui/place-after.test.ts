import { expect, test } from 'vitest'
import { placeAfter } from './place-after'

test.each([
  ['ArrowRight', 0, 1],
  ['ArrowRight', 2, 0],
  ['ArrowLeft', 0, 2],
  ['Home', 1, 0],
  ['End', 1, 2],
  ['Enter', 1, null],
])('%s on place %i of three leads to %s', (key, place, to) => {
  expect(placeAfter(key, { place, count: 3 })).toBe(to)
})
