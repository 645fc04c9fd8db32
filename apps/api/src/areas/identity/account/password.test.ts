import { scryptSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { hashPassword, isPassword } from './password'

const asker = { address: '', account: '' }

test('a password is known again, and another is not', async () => {
  const stored = await hashPassword('correct horse', asker)
  expect(await isPassword('correct horse', stored, asker)).toBe(true)
  expect(await isPassword('wrong horse', stored, asker)).toBe(false)
})

test('a password of another cost is still known', async () => {
  const salt = Buffer.alloc(16, 7)
  const hash = scryptSync('correct horse', salt, 32, { N: 2 ** 14, r: 8, p: 1 })
  const stored = ['scrypt', 2 ** 14, salt.toString('base64url'), hash.toString('base64url')].join('$')
  expect(await isPassword('correct horse', stored, asker)).toBe(true)
  expect(await isPassword('wrong horse', stored, asker)).toBe(false)
})
