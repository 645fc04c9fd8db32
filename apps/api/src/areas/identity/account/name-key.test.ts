import { userNameSchema } from '@eduscale/contracts/account'
import { expect, test } from 'vitest'
import { guestName } from './guest-name'
import { isReservedName, nameKey } from './name-key'

test.each([
  ['Demo Ada', 'demo  ada'],
  ['José', 'Jose\u0301'],
  ['José', 'J\u043Es\u00E9'],
  ['José', 'Jos\u0435\u0301'],
  ['PACE', '\u0420\u0410\u0421\u0415'],
  ['Tom', '\u03A4\u03BFm'],
  ["O'Brien", 'O’Brien'],
  ['Ada', 'Ａｄａ'],
  ['Straße', 'STRAßE'],
])('%s and %s are one name', (one, other) => {
  expect(nameKey(other)).toBe(nameKey(one))
})

test.each([
  ['José', 'Jose'],
  ['Ada', 'Adam'],
  ['हिन्दी', 'हन्दी'],
  ["O'Brien", 'OBrien'],
])('%s and %s are two', (one, other) => {
  expect(nameKey(other)).not.toBe(nameKey(one))
})

test('a name of Latin letters keeps the key that it has always had', () => {
  for (const name of ['Demo Ada', 'Bot Easy', 'x_1.y-2', guestName()]) expect(nameKey(name)).toBe(name.toLowerCase())
})

test.each([
  'Admin',
  'ADMIN',
  'Adm1n',
  '\u0410dmin',
  'A.d-m_i n',
  'Admin 7',
  'admin7',
  'The Administrator',
  'Moderat\u03BFr',
  'EduScale',
  'EduScaIe'.toLowerCase(),
  'Édu Scale Team',
  'xEduScalex',
  'Bot Hard',
  'B0t Easy',
  '\u0412\u043Et 3',
  'bot',
  'Support',
  'AdminTeam',
  'Moderators',
  'Support Team',
  'Staff Anna',
  '\u1D00dmin',
  'Адмін',
  'Администратор',
  'Demo Ada',
  'Sysadmin',
  'rnoderator',
  '管理员',
  'الإدارة',
  'Judge',
  'You',
  'Opponent',
])('%s speaks for the platform', (name) => {
  expect(isReservedName(name)).toBe(true)
})

test.each([
  'Badminton',
  'Judge Judy',
  'Youssef',
  'Modern Times',
  'Botond',
  'Abbot',
  'Modesto',
  'Systema',
  'Supportive',
  'Root Beer',
  'Demo Ben Ali',
  'Ada',
  'हिन्दी',
  'Edu',
  "O'Brien",
  '1234',
])('%s does not', (name) => {
  expect(isReservedName(name)).toBe(false)
})

test.each([
  ['हिन्दी', 'हिन्दी'],
  ['Jose\u0301', 'José'],
  ["O'Brien", "O'Brien"],
  ['O’Brien', 'O’Brien'],
  ['ကြောင်း', 'ကြောင်း'],
  ['นิ่มนวล', 'นิ่มนวล'],
  ['  demo   ada ', 'demo ada'],
])('%s is a name', (given, name) => {
  expect(userNameSchema.parse(given)).toBe(name)
})

test.each([
  ['half-width filler', 'Ada\uFFA0'],
  ['Hangul filler', 'Ada\u3164'],
  ['zero width space', 'A\u200Bda'],
  ['right-to-left override', 'Ada\u202E'],
  ['variation selector', 'Ada\uFE0F'],
  ['grapheme joiner', 'Ada\u034F'],
  ['no-break space', 'Ada\u00A0B'],
  ['a mark first', '\u0301Ada'],
  ['a heap of marks', `A${'\u0315'.repeat(4)}da`],
  ['an apostrophe first', "'Ada"],
  ['HTML', '<b>Ada'],
  ['one letter', 'A'],
  ['25 letters', 'A'.repeat(25)],
])('refused: %s', (_what, given) => {
  expect(userNameSchema.safeParse(given).success).toBe(false)
})
