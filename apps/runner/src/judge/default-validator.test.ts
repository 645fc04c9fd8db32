import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseValidatorFlags } from '@eduscale/rules/validator-flags'
import { compareOutput } from './default-validator'

const accepted = true
const refused = false

test.each<[name: string, flags: string, answer: string, output: string, verdict: boolean]>([
  ['the same', '', '1 2\n', '1 2\n', accepted],
  ['both empty', '', '', '', accepted],
  ['nothing but space for nothing', '', '', ' \n\t\n', accepted],
  ['other white space', '', '1 2\n3\n', '  1\n2 3', accepted],
  ['carriage returns', '', '1\n2\n', '1\r\n2\r\n', accepted],
  ['case is ignored', '', 'Yes\n', 'YES\n', accepted],
  ['case matters when flagged', 'case_sensitive', 'Yes\n', 'YES\n', refused],
  ['space matters when flagged', 'space_change_sensitive', '1 2\n', '1  2\n', refused],
  ['the last newline matters when flagged', 'space_change_sensitive', '1 2\n', '1 2', refused],
  ['the same under all flags', 'case_sensitive space_change_sensitive', 'a b\n', 'a b\n', accepted],
  ['one token less', '', '1 2 3', '1 2', refused],
  ['one token more', '', '1 2', '1 2 3', refused],
  ['output for nothing', '', '', '1', refused],
  ['nothing for an answer', '', '1', '', refused],
  ['tokens joined', '', '1 2', '12', refused],
  ['numbers are words without a tolerance', '', '1.0', '1.00', refused],
  ['leading zeros are another word', '', '7', '07', refused],
  ['within the absolute tolerance', 'float_absolute_tolerance 1e-3', '0.5', '0.5009', accepted],
  ['outside of the absolute tolerance', 'float_absolute_tolerance 1e-3', '0.5', '0.502', refused],
  ['an absolute tolerance is none relative', 'float_absolute_tolerance 1e-6', '1000000', '1000000.5', refused],
  ['within the relative tolerance', 'float_relative_tolerance 1e-6', '1000000', '1000000.5', accepted],
  ['a relative tolerance around zero', 'float_relative_tolerance 1e-6', '0', '1e-9', refused],
  ['either of both is enough', 'float_tolerance 1e-6', '0', '1e-9', accepted],
  ['exactly at the limit', 'float_tolerance 0.5', '1', '1.5', accepted],
  ['other spellings of a number', 'float_tolerance 1e-9', '1500', '+1.5E3', accepted],
  ['not a number where one is wanted', 'float_tolerance 1', '1', 'one', refused],
  ['NaN is no number', 'float_tolerance 1', '1', 'nan', refused],
  ['infinity is no number', 'float_tolerance 1', '1', 'inf', refused],
  ['hexadecimal is no number', 'float_tolerance 100', '1', '0x1', refused],
  ['a word stays a word under a tolerance', 'float_tolerance 1', 'IMPOSSIBLE', 'impossible', accepted],
  ['a number where a word is wanted', 'float_tolerance 1', 'IMPOSSIBLE', '1', refused],
  ['UTF-8', '', 'naïve ☃', 'NAïVE ☃', accepted],
  ['only A to Z have two cases', '', 'naïve', 'naÏve', refused],
  ['the sign for Kelvin is no k', '', 'k', '\u212a', refused],
])('%s', (_name, flags, answer, output, verdict) => {
  const divergence = compareOutput(Buffer.from(output), Buffer.from(answer), parseValidatorFlags([flags]))
  expect(divergence === null).toBe(verdict)
})

test.each<[output: string, answer: string, line: number, expected: string, actual: string]>([
  ['1\n2\n4\n', '1\n2\n3\n', 3, '3', '4'],
  ['a b x d\n', 'a b c d\n', 1, 'c d', 'x d'],
  ['1\n', '1\n2\n', 2, '2', ''],
  ['1\n2\n3 4\n', '1\n2\n', 3, '', '3 4'],
  ['\n\n1\n', '2\n', 1, '2', '1'],
])('where %j parts from %j', (output, answer, line, expected, actual) => {
  expect(compareOutput(Buffer.from(output), Buffer.from(answer), parseValidatorFlags([]))).toEqual({ line, expected, actual })
})

test('every byte but a letter is only itself', () => {
  const byte = fc.integer({ min: 0, max: 255 }).filter((code) => code !== 32 && (code < 9 || code > 13))
  const lower = (code: number) => (code >= 65 && code <= 90 ? code + 32 : code)
  const word = fc.array(byte, { maxLength: 3 })
  fc.assert(
    fc.property(word, byte, byte, word, (before, one, other, after) => {
      const [output, answer] = [one, other].map((code) => Buffer.from([...before, code, ...after]))
      if (!output || !answer) throw new Error('unreachable')
      expect(compareOutput(output, answer, parseValidatorFlags([])) === null).toBe(lower(one) === lower(other))
      expect(compareOutput(output, answer, parseValidatorFlags(['case_sensitive'])) === null).toBe(one === other)
    }),
    {
      examples: [
        [[], 0x82, 0x81, []],
        [[], 0xc0, 0xe0, []],
        [[], 75, 107, [0x81]],
      ],
    },
  )
})

test('what is shown of a difference is text again', () => {
  expect(compareOutput(Buffer.from('☃1'), Buffer.from('☃2'), parseValidatorFlags([]))).toMatchObject({
    expected: '☃2',
    actual: '☃1',
  })
})

test('a long line is cut', () => {
  const divergence = compareOutput(Buffer.from('x'.repeat(1000)), Buffer.from('y'.repeat(1000)), parseValidatorFlags([]))
  expect(divergence?.expected.length).toBeLessThan(200)
  expect(divergence?.actual.length).toBeLessThan(200)
})

test('an unknown flag is an error, not a different judgement', () => {
  expect(() => parseValidatorFlags(['case_sensitiv'])).toThrow('case_sensitiv')
  expect(() => parseValidatorFlags(['float_tolerance'])).toThrow('float_tolerance')
  expect(() => parseValidatorFlags(['float_tolerance', '-1'])).toThrow('float_tolerance')
})

test('a word of a million digits that is no number after all is a wrong answer', () => {
  // A search that looks back would take days of it, in the runner's one thread.
  const ones = '1'.repeat(1_000_000)
  for (const word of [`${ones}x`, `1.${ones}x`, `1e${ones}x`])
    expect(compareOutput(Buffer.from(word), Buffer.from('1'), parseValidatorFlags(['float_tolerance', '1']))).not.toBeNull()
})
