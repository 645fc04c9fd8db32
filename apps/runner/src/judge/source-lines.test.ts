import { expect, test } from 'vitest'
import { SourceLines, type CompiledSource } from './source-lines'

const map = JSON.stringify({ version: 3, sources: ['main.ts'], mappings: 'AAAA,IAAI,IAAY;AAEd,MAAM;', names: [] })
/** The comment is not in what was compiled. */
const main: CompiledSource = { name: 'main.ts', text: 'let a: number = 1\n// x\n  throw a\n', sourceMap: map }
const show = (text: string, source: Partial<CompiledSource> = {}): string => new SourceLines([{ ...main, ...source }]).show(text)
const stack =
  '/box/main.js:2\nthrow a;\n^\n\n    at /box/main.js:2:7 and file:///box/main.js:2:1, /box/other.js:2:1, /box/main.js:9:1'

test('places in what was compiled become those in its source, with the line as it was written', () => {
  expect(show(stack)).toBe(
    '/box/main.ts:3\n  throw a\n  ^\n\n    at /box/main.ts:3:9 and /box/main.ts:3:3, /box/other.js:2:1, /box/main.js:9:1',
  )
})

test.each(['', 'null', '{}', JSON.stringify({ version: 3, mappings: '!!' }), JSON.stringify({ version: 3, mappings: 1 })])(
  'a map that is none leaves the words as they are: %s',
  (sourceMap) => {
    expect(show('/box/other.js:2:7', { sourceMap })).toBe('/box/other.js:2:7')
    expect(() => show(stack, { sourceMap })).not.toThrow()
  },
)

test('a program that quotes itself a thousand times gets one line of its source for it, and of that a part', () => {
  const text = `${'x'.repeat(30_000)}\n// x\n  throw a\n${'y'.repeat(30_000)}`
  const words = '/box/main.js:1\n\n^\n'.repeat(1000)
  const shown = show(words, { text })
  expect(shown.startsWith(`/box/main.ts:1\n${'x'.repeat(200)}\n^\n/box/main.js:1\n\n^\n`)).toBe(true)
  expect(shown.length).toBeLessThan(words.length + 250)
})

test('of a long line that part is shown where the error is', () => {
  const sourceMap = JSON.stringify({ version: 3, mappings: 'AAAA,CAAwxB' })
  const text = `${'x'.repeat(792)}throw 1${'y'.repeat(1000)}`
  const [, code = '', caret = ''] = show('/box/main.js:1\n\n ^', { text, sourceMap }).split('\n')
  expect(code).toHaveLength(200)
  expect(code.slice(caret.indexOf('^'))).toMatch(/^throw 1y/)
})

test('a map is read when something names its file, and once', () => {
  let reads = 0
  const source: CompiledSource = {
    ...main,
    get sourceMap() {
      reads += 1
      return map
    },
  }
  const lines = new SourceLines([source])
  for (const text of ['', 'zero\n', '/box/other.js:1:1']) expect(lines.show(text)).toBe(text)
  expect(reads).toBe(0)
  lines.show(stack)
  const readsOfOne = reads
  lines.show(stack)
  expect(reads).toBe(readsOfOne)
})

test('the map of a source that brings one of its own is not read, nor one beyond what a program has', () => {
  const ownMap = `${main.text}//# sourceMappingURL=data:application/json,{}`
  expect(show(stack, { text: ownMap })).toBe(stack)
  expect(show(stack, { sourceMap: JSON.stringify({ version: 3, mappings: 'AAAA;'.repeat(60_000) }) })).toBe(stack)
})
