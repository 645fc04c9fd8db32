import { expect, test } from 'vitest'
import { languages } from '../languages/registry'
import { withoutChatter } from './compile'

test('PHP says nothing of a good program, but its warnings are shown', () => {
  const good = 'No syntax errors detected in main.php\n'
  expect(withoutChatter(good, languages.php)).toBe('')
  expect(withoutChatter(`${good}${good}`, languages.php)).toBe('')
  expect(withoutChatter(`Deprecated: x in main.php on line 1\n\n${good}`, languages.php).trim()).toBe(
    'Deprecated: x in main.php on line 1',
  )
  expect(withoutChatter(good, languages.cpp)).toBe(good)
})
