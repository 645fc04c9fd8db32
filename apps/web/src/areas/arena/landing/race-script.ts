/** What one's own lane types on the landing page: no problem of ours asks for it. */
export const ownLines = [
  'word = input()',
  'vowels = 0',
  'for letter in word:',
  "    if letter in 'aeiou':",
  '        vowels += 1',
  '    else: vowels -= 1',
  "print('soft' if vowels > 0 else '-')",
] as const

/** The rival's lines, as widths in percent: all one may see of them. */
export const rivalLines = [26, 41, 22, 58, 47, 33, 64, 29] as const

export const testCount = 12

/** The loop's length and its moments, in milliseconds. */
export const moments = {
  total: 17_000,
  typeFrom: 500,
  perCharacter: 58,
  betweenLines: 160,
  ownSubmit: 11_000,
  rivalLine: 820,
  rivalSubmit: 7_600,
  perTest: 170,
  fade: 16_400,
} as const
