import { describe, expect, it } from 'vitest'
import { diffTokens } from './token-diff'

const marked = (lines: { text: string; kind: string }[][]) =>
  lines.map((line) => line.map((piece) => (piece.kind === 'different' ? `[${piece.text}]` : piece.text)).join('')).join('|')

describe('diffTokens', () => {
  it.each([
    ['1 2 3', '1 2 3\n', '1 2 3', '1 2 3', null],
    ['YES', 'yes', 'YES', 'yes', null],
    ['1 2 3', '1 4 3', '1 [2] 3', '1 [4] 3', 1],
    ['1 2 3', '1 3', '1 [2] 3', '1 3', 1],
    ['1\n2', '1\n2\n3', '1|2', '1|2|[3]', 3],
    ['a b\nc', '', '[a] [b]|[c]', '', 1],
    ['', 'x', '', '[x]', 1],
    // The judge knows only ASCII: a Kelvin sign is no k, a no-break space is part of the word, a vertical tab isn't.
    ['k', '\u212A', '[k]', '[\u212A]', 1],
    ['é', 'É', '[é]', '[É]', 1],
    ['1 2', '1\u00A02', '[1] [2]', '[1\u00A02]', 1],
    ['1', '\uFEFF1', '[1]', '[\uFEFF1]', 1],
    ['1', '1\u2003', '[1]', '[1\u2003]', 1],
    ['1 2', '1\v2\r', '1 2', '1\v2\r', null],
  ])('%j against %j', (expected, actual, left, right, line) => {
    const diff = diffTokens(expected, actual)
    expect(marked(diff.expected)).toBe(left)
    expect(marked(diff.actual)).toBe(right)
    expect(diff.firstLine).toBe(line)
  })

  it('compares long outputs place by place and stays quick', () => {
    const long = Array.from({ length: 5_000 }, (_, index) => String(index))
    const diff = diffTokens(long.join('\n'), long.with(4_000, 'x').join('\n'))
    expect(diff.firstLine).toBe(4_001)
  })
})
