import { expect, test } from 'vitest'
import { parseCores } from './config'

test.each([
  ['0', [0]],
  ['0-1,3', [0, 1, 3]],
  ['3,1,1-2', [1, 2, 3]],
])('cores %s', (text, cores) => {
  expect(parseCores(text)).toEqual(cores)
})
