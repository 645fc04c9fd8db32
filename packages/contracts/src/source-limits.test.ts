import { expect, test } from 'vitest'
import { growsBeyond } from './source-limits'

test.each([
  ['short', 'longer', false],
  ['', 'x'.repeat(10), false],
  ['', 'x'.repeat(11), true],
  // As many UTF-16 units, three times the bytes.
  ['xxxxx', '漢漢漢漢漢', true],
  // Fewer units, more bytes.
  ['xxxxxxxxx', '漢漢漢漢', true],
  // Too long before as after, but smaller.
  ['x'.repeat(20), 'x'.repeat(19), false],
  ['漢漢漢漢漢', 'x'.repeat(11), false],
])('%j to %j grows beyond ten bytes: %s', (before, after, grows) => {
  expect(growsBeyond(before, after, 10)).toBe(grows)
})
