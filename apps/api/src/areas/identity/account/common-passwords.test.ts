import { expect, test } from 'vitest'
import { isCommonPassword } from './common-passwords'

test.each([
  'password',
  'Password',
  'PASSWORD1!',
  'password2026',
  'EduScale2026',
  'bullshit',
  'liverpool1',
  '12345678',
  '987654321',
  'aaaaaaaa',
  'abababab',
  'abcabcabc',
  'qwertyuiop',
  'ｐａｓｓｗｏｒｄ',
])('refused for anybody: %s', (password) => {
  expect(isCommonPassword(password, 'Ada')).toBe(true)
})

test.each(['ada lovelace', 'AdaLovelace', 'ada-lovelace', 'ada.lovelace1843'])('refused for Ada Lovelace: %s', (password) => {
  expect(isCommonPassword(password, 'Ada Lovelace')).toBe(true)
})

test.each([
  'correct horse battery',
  'a long password',
  'passwordless is the future',
  'x7-Kq.mTz',
  'ada lovelace wrote this',
  '2718281828459',
])('taken: %s', (password) => {
  expect(isCommonPassword(password, 'Ada Lovelace')).toBe(false)
})
