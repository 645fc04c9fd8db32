import { expect, test } from 'vitest'
import { inLinesOfSource } from './source-lines'

/** Of `let a = 1`, `// x`, `throw a` in main.ts: the comment is not in what was compiled. */
const map = {
  version: 3,
  sources: ['main.ts'],
  sourcesContent: ['let a: number = 1\n// x\n  throw a\n'],
  mappings: 'AAAA,IAAI,IAAY;AAEd,MAAM;',
  names: [],
}
const stack =
  '/box/main.js:2\nthrow a;\n^\n\n    at /box/main.js:2:7 and file:///box/main.js:2:1, /box/other.js:2:1, /box/main.js:9:1'

test('places in what was compiled become those in its source, with the line as it was written', () => {
  expect(inLinesOfSource(stack, [JSON.stringify(map)])).toBe(
    '/box/main.ts:3\n  throw a\n  ^\n\n    at /box/main.ts:3:9 and /box/main.ts:3:3, /box/other.js:2:1, /box/main.js:9:1',
  )
})

test.each(['', 'null', '{}', JSON.stringify({ ...map, mappings: '!!' }), JSON.stringify({ ...map, sources: [] })])(
  'a map that is none leaves the words as they are: %s',
  (broken) => {
    expect(inLinesOfSource('/box/other.js:2:7', [broken])).toBe('/box/other.js:2:7')
    expect(() => inLinesOfSource(stack, [broken])).not.toThrow()
  },
)
