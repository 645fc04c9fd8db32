import { ChangeSet, Text } from '@codemirror/state'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyOp, caretAfter, diffText } from '@eduscale/rules/text-change'

const textOf = fc.string({ unit: fc.constantFrom('a', 'b', '\n', ' '), maxLength: 60 })
/** Pairs that share a half with each other. */
const emojisOf = fc.string({ unit: fc.constantFrom('a', '\u{1F600}', '\u{1F601}', '\u{1FA00}'), maxLength: 8 })

describe('applyOp', () => {
  it('agrees with CodeMirror about every change', () => {
    fc.assert(
      fc.property(textOf, textOf, fc.nat(), fc.nat(), (text, insert, a, b) => {
        const from = Math.min(a, b) % (text.length + 1)
        const to = Math.max(from, Math.max(a, b) % (text.length + 1))
        const change = ChangeSet.of({ from, to, insert: Text.of(insert.split('\n')) }, text.length)
        const expected = change.apply(Text.of(text.split('\n'))).toString()
        expect(applyOp(text, change.toJSON())).toBe(expected)
      }),
    )
  })

  it('replaces the whole text', () => expect(applyOp('old', { text: 'new' })).toBe('new'))

  it('survives a change that was made on another text', () => expect(applyOp('ab', [10, [2, 'x']])).toBe('abx'))
})

describe('diffText', () => {
  it('takes no character apart', () => {
    fc.assert(
      fc.property(emojisOf, emojisOf, (before, after) => {
        const change = diffText(before, after)
        expect(change === null ? before : applyOp(before, change)).toBe(after)
        expect(JSON.stringify(change)).not.toMatch(/\\ud[89a-f]/)
      }),
    )
  })

  it('leads from one text to the other, in CodeMirror’s own form', () => {
    fc.assert(
      fc.property(textOf, textOf, (before, after) => {
        const change = diffText(before, after)
        if (change === null) {
          expect(before).toBe(after)
          return
        }
        expect(applyOp(before, change)).toBe(after)
        expect(
          ChangeSet.fromJSON(change)
            .apply(Text.of(before.split('\n')))
            .toString(),
        ).toBe(after)
      }),
    )
  })

  it('touches no more than what differs', () => {
    expect(diffText('let a = 1', 'let ab = 1')).toEqual([5, [0, 'b'], 4])
    expect(diffText('aa', 'a')).toEqual([1, [1]])
  })
})

it('caretAfter is behind the last insertion', () => {
  expect(caretAfter([5, [0, 'b'], 4])).toBe(6)
  expect(caretAfter([2, [3], 4])).toBe(2)
  expect(caretAfter([1, [0, 'x', 'y'], 4])).toBe(4)
  expect(caretAfter({ text: 'abc' })).toBe(3)
})
