import { expect, test } from 'vitest'
import { createTotpSecret, describeTotp, findStep } from './totp'

// RFC 6238, appendix B: the last six digits of SHA-1's.
const secret = new Uint8Array(Buffer.from('12345678901234567890'))

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [2_000_000_000, '279037'],
])('at %i s the code is %s', (seconds, code) => {
  expect(findStep(secret, code, seconds * 1_000)).toBe(Math.floor(seconds / 30))
})

test('a code is taken one step early and one late, and no further', () => {
  const at = 59_000
  expect([-60, -30, 0, 30, 60].map((seconds) => findStep(secret, '287082', at + seconds * 1_000))).toEqual([null, 1, 1, 1, null])
  expect(findStep(secret, '287083', at)).toBeNull()
  expect(findStep(secret, '', at)).toBeNull()
})

test('what an app is given is what is kept', () => {
  const made = createTotpSecret()
  expect(made).toHaveLength(20)
  const { uri, secret: text } = describeTotp(made, 'Ada & Co')
  expect(new URL(uri).protocol).toBe('otpauth:')
  expect(new URL(uri).searchParams.get('secret')).toBe(text)
  expect(text).toMatch(/^[A-Z2-7]{32}$/)
})
