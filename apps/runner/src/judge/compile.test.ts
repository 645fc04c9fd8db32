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

test('of a bad PHP program its error alone is shown', () => {
  const said = 'Parse error: x in b.php on line 3\n\nNo syntax errors detected in main.php\nErrors parsing b.php\n'
  expect(withoutChatter(said, languages.php).trim()).toBe('Parse error: x in b.php on line 3')
})
