import { expect, test } from 'vitest'
import { usesOwnInputAfter } from './own-input-choice'

test.each([
  ['input', false, true],
  ['input', true, true],
  ['tests', true, false],
  ['tests', false, false],
  ['files', true, true],
  ['history', true, true],
  ['history', false, false],
] as const)('%s picked, own input before: %s, after: %s', (picked, before, after) => {
  expect(usesOwnInputAfter(picked, before)).toBe(after)
})
