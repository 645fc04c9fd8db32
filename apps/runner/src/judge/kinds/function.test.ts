import { expect, test } from 'vitest'
import { checkFunction } from './function'

test('a result that is millions of times as long as the answer is wrong, and isn’t read', () => {
  const output = Buffer.from(' '.repeat(1_000_000))
  const checked = checkFunction({ name: 'addUp', parameters: [], result: 'double' })({
    input: output,
    answer: Buffer.from('1'),
    output,
    flags: [],
    pass: 0,
  })
  expect(checked).toMatchObject({ verdict: 'WA', message: 'the result is far longer than it can be' })
})
