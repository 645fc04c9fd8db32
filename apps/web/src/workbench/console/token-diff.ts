export interface DiffPiece {
  text: string
  /** `same`, or what the other side lacks at this place. */
  kind: 'same' | 'different'
}

export interface TokenDiff {
  expected: DiffPiece[][]
  actual: DiffPiece[][]
  /** Counted from 1; null when both say the same, as the judge compares where the problem has no flags: whitespace and case apart. */
  firstLine: number | null
}

/** Above this many tokens they are compared place by place: the exact alignment costs their product. */
const maxAligned = 1_200

/** Compares two outputs token by token, keeping their lines, so that a reader sees what is missing and what is too much. */
export function diffTokens(expected: string, actual: string): TokenDiff {
  const left = tokenise(expected)
  const right = tokenise(actual)
  const keep = align(left.tokens, right.tokens)
  const mine = right.tokens.findIndex((_, index) => !keep.right.has(index))
  const theirs = left.tokens.findIndex((_, index) => !keep.left.has(index))
  const firstLine =
    mine === -1 && theirs === -1 ? null : mine === -1 ? (left.lineOf[theirs] ?? 0) + 1 : (right.lineOf[mine] ?? 0) + 1
  return { expected: pieces(left.lines, keep.left), actual: pieces(right.lines, keep.right), firstLine }
}

interface Tokenised {
  tokens: string[]
  lineOf: number[]
  lines: { text: string; token: number | null }[][]
}

// As the judge: its white space is C's isspace, and only A to Z are a to z. `\s` and toLowerCase() know other alphabets' too.
const pieceOfLine = /[\t-\r ]+|[^\t-\r ]+/g
const isSpace = /^[\t-\r ]/

function tokenise(text: string): Tokenised {
  const tokens: string[] = []
  const lineOf: number[] = []
  const lines = text
    .replace(/\n+$/, '')
    .split('\n')
    .map((line, lineNumber) =>
      (line.match(pieceOfLine) ?? []).map((piece) => {
        if (isSpace.test(piece)) return { text: piece, token: null }
        tokens.push(piece.replace(/[A-Z]/g, (letter) => letter.toLowerCase()))
        lineOf.push(lineNumber)
        return { text: piece, token: tokens.length - 1 }
      }),
    )
  return { tokens, lineOf, lines }
}

function align(left: readonly string[], right: readonly string[]): { left: Set<number>; right: Set<number> } {
  const keep = { left: new Set<number>(), right: new Set<number>() }
  if (left.length > maxAligned || right.length > maxAligned) {
    for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
      if (left[index] !== right[index]) continue
      keep.left.add(index)
      keep.right.add(index)
    }
    return keep
  }
  // Longest common subsequence, one table of lengths from the back.
  const width = right.length + 1
  const length = new Uint16Array((left.length + 1) * width)
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      length[i * width + j] =
        left[i] === right[j]
          ? (length[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(length[(i + 1) * width + j] ?? 0, length[i * width + j + 1] ?? 0)
    }
  }
  let i = 0
  let j = 0
  while (i < left.length && j < right.length) {
    if (left[i] === right[j]) {
      keep.left.add(i)
      keep.right.add(j)
      i += 1
      j += 1
    } else if ((length[(i + 1) * width + j] ?? 0) >= (length[i * width + j + 1] ?? 0)) i += 1
    else j += 1
  }
  return keep
}

function pieces(lines: Tokenised['lines'], kept: Set<number>): DiffPiece[][] {
  return lines.map((line) =>
    line.map(({ text, token }) => ({
      text,
      kind: token === null || kept.has(token) ? ('same' as const) : ('different' as const),
    })),
  )
}
