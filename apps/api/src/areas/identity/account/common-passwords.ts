import { dictionary } from '@zxcvbn-ts/language-common'
import { nameKey } from './name-key'

/**
 * Whether it is among the first that anybody tries for this name: one of the commonest of at least eight characters in published
 * leaks, with or without digits after it; the name; one character or a short piece over and over; a run of keys.
 */
export function isCommonPassword(password: string, name: string): boolean {
  const plain = password.normalize('NFKC').toLowerCase()
  const word = plain.replace(/[\d!.@#$*?_-]+$/u, '')
  const letters = (text: string) => nameKey(text).replaceAll(/[^\p{L}\p{N}]/gu, '')
  return (
    common.has(plain) ||
    common.has(word) ||
    letters(plain) === letters(name) ||
    (word !== '' && letters(word) === letters(name)) ||
    /^(.{1,4})\1+.?$/su.test(plain) ||
    runs.some((run) => run.includes(plain))
  )
}

/** What the platform is called and is about, and what is too new for the published leaks. */
const ours = [
  'eduscale',
  'p@ssword',
  'thepassword',
  'admin1234',
  'competitive',
  'codebattle',
  'leaderboard',
  'tournament',
  'correcthorsebatterystaple',
  'contraseña',
  'senha123',
]

const common = new Set([...dictionary['passwords-common'].filter(({ length }) => length >= 8), ...ours])

const rows = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertzuiop', 'azertyuiop']
const runs = [...rows, 'qwertyuiopasdfghjklzxcvbnm', '1234567890qwertyuiop'].flatMap((row) => [
  row,
  Array.from(row).toReversed().join(''),
])
