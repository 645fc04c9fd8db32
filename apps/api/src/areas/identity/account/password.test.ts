import { scryptSync } from 'node:crypto'
import { passwordSchema } from '@eduscale/contracts/account'
import { expect, test } from 'vitest'
import { hashPassword, isFormerHash, isPassword } from './password'

const asker = { address: '', account: '' }

function hashAsBefore(password: string, N: number): string {
  const salt = Buffer.alloc(16, 7)
  const key = scryptSync(password.normalize('NFKC'), salt, 32, { N, r: 8, p: 1, maxmem: 256 * 1024 * 1024 })
  return ['scrypt', N, salt.toString('base64url'), key.toString('base64url')].join('$')
}

test('a password is known again, and another is not', async () => {
  const stored = await hashPassword('correct horse', asker)
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  for (const formerToo of [false, true]) {
    expect(await isPassword('correct horse', stored, asker, formerToo)).toBe(true)
    expect(await isPassword('wrong horse', stored, asker, formerToo)).toBe(false)
  }
})

test.each([2 ** 14, 2 ** 17])('a password that was hashed before argon2id is still known: scrypt of N %i', async (N) => {
  const stored = hashAsBefore('correct horse', N)
  expect(isFormerHash(stored)).toBe(true)
  expect(await isPassword('correct horse', stored, asker)).toBe(true)
  expect(await isPassword('wrong horse', stored, asker)).toBe(false)
})

test('it is the same however its characters are written', async () => {
  const [composed, apart, wide] = ['caf\u00E9 society', 'cafe\u0301 society', '\uFF43\uFF41\uFF46\uFF45\u0301 society']
  const before = hashAsBefore(apart, 2 ** 14)
  const now = await hashPassword(apart, asker)
  for (const written of [composed, apart, wide])
    for (const stored of [before, now]) expect(await isPassword(written, stored, asker)).toBe(true)
})

test('nobody has the password of nobody', async () => {
  for (const formerToo of [false, true]) expect(await isPassword('', null, asker, formerToo)).toBe(false)
})

test('what is counted of a password is what is kept of it', () => {
  // Eight as they are typed, and seven as they are kept.
  expect(passwordSchema.safeParse('cafe\u0301 xy').success).toBe(false)
  expect(passwordSchema.parse('cafe\u0301 xyz')).toBe('caf\u00E9 xyz')
  expect(passwordSchema.safeParse('\uFDFA'.repeat(40)).success).toBe(false)
})
