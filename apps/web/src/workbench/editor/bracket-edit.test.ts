import { describe, expect, it } from 'vitest'
import { bracketEdit, isEmptyPair } from './bracket-edit'

/** `|` is the caret, `<...>` a selection. */
function type(text: string, typed: string): string {
  const [from, to] = text.includes('<') ? [text.indexOf('<'), text.indexOf('>') - 1] : [text.indexOf('|'), text.indexOf('|')]
  const plain = text.replace(/[|<>]/g, '')
  const edit = bracketEdit({
    before: plain.slice(Math.max(0, from - 1), from),
    after: plain.slice(to, to + 1),
    selected: plain.slice(from, to),
    typed,
  })
  if (!edit) return 'alone'
  const result = plain.slice(0, from) + edit.insert + plain.slice(to + edit.overtypes)
  return `${result.slice(0, from + edit.caret)}|${result.slice(from + edit.caret)}`
}

describe('bracketEdit', () => {
  it.each([
    ['f|', '(', 'f(|)'],
    ['f|\n', '[', 'f[|]\n'],
    ['f(|)', ')', 'f()|'],
    ['f(|)', '[', 'f([|])'],
    ['f|oo', '(', 'alone'],
    ['= |', '"', '= "|"'],
    ['= "|"', '"', '= ""|'],
    ['don|', "'", 'alone'],
    ["''|", "'", 'alone'],
    ['x|', ')', 'alone'],
    ['<abc>', '(', '(abc)|'],
    ['<abc>', 'x', 'alone'],
    ['|', 'a', 'alone'],
  ])('%s and %s make %s', (text, typed, expected) => expect(type(text, typed)).toBe(expected))
})

it('isEmptyPair', () => {
  expect(isEmptyPair('(', ')')).toBe(true)
  expect(isEmptyPair('"', '"')).toBe(true)
  expect(isEmptyPair('(', ']')).toBe(false)
  expect(isEmptyPair('', '')).toBe(false)
})
