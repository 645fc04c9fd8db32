import { expect, test } from 'vitest'
import { printable } from './printable'

test('what can not be seen is shown by symbols', () => {
  expect(printable('\u001b[31mred\u0000\u007f')).toBe('␛[31mred␀␡')
  expect(printable('a\u202eb\u2066c\ufeff\u0085')).toBe('a⟨U+202E⟩b⟨U+2066⟩c⟨U+FEFF⟩⟨U+0085⟩')
  expect(printable('one\rtwo\r\nthree')).toBe('one␍two\r\nthree')
})

test('words of every script, emoji, tabs and line ends stay as they are', () => {
  const text = 'שלום हिन्दी 👩🏽‍💻 é\tx\ny\r\n'
  expect(printable(text)).toBe(text)
})
