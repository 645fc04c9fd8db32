import { expect, test } from 'vitest'
import { applyOp } from './text-change'
test('no change makes a text longer than what was there and what was put in', () => {
  const text = 'x'.repeat(20_000)
  // Going back and forth would give the text a thousand times.
  const back = Array.from({ length: 1_500 }, () => [20_000, -20_000]).flat()
  expect(applyOp(text, back)).toBe(text)
  expect(applyOp(text, [[-5, 'a'], 20_000])).toBe(`a${text}`)
  expect(applyOp('', { text: 'y'.repeat(1_000_000) })).toHaveLength(128 * 1024)
  let grown = ''
  for (let n = 0; n < 30; n += 1) grown = applyOp(grown, [[0, 'z'.repeat(60_000)]])
  expect(grown).toHaveLength(128 * 1024)
})
