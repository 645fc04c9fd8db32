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

const common = new Set(
  `password passw0rd p@ssword p@ssw0rd pa55word passwort motdepasse contraseña contrasena senha123 password123 passwords mypassword
   thepassword letmein letmein1 letmeinnow welcome welcome1 iloveyou iloveyou1 iloveyou2 ilovegod sunshine princess football baseball
   basketball superman spiderman starwars trustno1 whatever computer internet samsung1 jennifer jessica1 michelle michael1 danielle
   charlie1 butterfly elephant chocolate strawberry liverpool chelsea1 arsenal1 barcelona december november september february
   password1 qwerty qwerty12 qwerty123 qwertyui qwerty1234 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc q1w2e3r4 q1w2e3r4t5 zaq12wsx
   zaq1zaq1 qazwsxedc qazwsx123 asdf1234 asdfasdf zxcvbnm1 abcd1234 abc12345 abc123456 a1b2c3d4 aa123456 aaa12345 admin123
   admin1234 administrator changeme changeme1 default1 secret123 access14 master12 dragon12 monkey12 shadow12 killer12 hunter12
   11223344 12341234 123123123 112233445566 12344321 87654321 98765432 147258369 789456123 741852963 11111111 00000000 123qweasd
   1234qwer 12qwaszx 123456789a a123456789 123456abc 12345678a google123 facebook linkedin myspace1 eduscale competitive
   correcthorsebatterystaple`.split(/\s+/),
)

const rows = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertzuiop', 'azertyuiop']
const runs = [...rows, 'qwertyuiopasdfghjklzxcvbnm', '1234567890qwertyuiop'].flatMap((row) => [
  row,
  Array.from(row).toReversed().join(''),
])
