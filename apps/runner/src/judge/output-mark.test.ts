import { expect, test } from 'vitest'
import { passingOnWithoutMark } from './output-mark'

const heard = (pieces: readonly (string | null)[], marksOutput?: true): (string | null)[] => {
  const said: (string | null)[] = []
  const listener = passingOnWithoutMark((bytes) => void said.push(bytes?.toString('latin1') ?? null), {
    ...(marksOutput && { marksOutput }),
  })
  for (const piece of pieces) listener(piece === null ? null : Buffer.from(piece, 'latin1'))
  return said
}

test.each<[pieces: (string | null)[], passed: (string | null)[]]>([
  [
    ['\xef\xbb\xbf1\n', '2\n', null],
    ['1\n', '2\n', null],
  ],
  [
    ['\xef\xbb\xbf', '1\n', null],
    ['1\n', null],
  ],
  [
    ['\xef', '\xbb', '\xbf1\n', '\xef\xbb\xbf2', null],
    ['1\n', '\xef\xbb\xbf2', null],
  ],
  [
    ['\xef\xbb\xbf\xef\xbb\xbf1', null],
    ['1', null],
  ],
  [
    ['1\n', '\xef\xbb\xbf', null],
    ['1\n', '\xef\xbb\xbf', null],
  ],
  // Not a mark in the end: nothing of it is lost.
  [
    ['\xef', '\xbb\xbe1', null],
    ['\xef\xbb\xbe1', null],
  ],
  [
    ['\xef\xbb', null],
    ['\xef\xbb', null],
  ],
  [[null], [null]],
  // As many as a program likes: more than a stack has room for.
  [
    ['\xef\xbb\xbf'.repeat(100_000), '1', null],
    ['1', null],
  ],
])('%j is passed on as %j', (pieces, passed) => {
  expect(heard(pieces, true)).toEqual(passed)
  expect(heard(pieces)).toEqual(pieces)
})
