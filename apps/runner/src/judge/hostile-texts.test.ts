import { describe, expect, test } from 'vitest'
import { languageIds } from '@eduscale/contracts/language'
import { maxCapturedBytes } from '@eduscale/contracts/judge'
import type { Signature } from '@eduscale/contracts/signature'
import { languages } from '../languages/registry'
import { ofFunction } from './kinds/function'
import { saidOfFunction } from './said-of-function'
import { shownStderr } from './shown-text'
import { SourceLines } from './source-lines'

/**
 * What a program or its compiler says is the contestant's to choose, and is looked through in the runner's one thread. Of these texts
 * a search that looks back would take hours: such a test doesn't fail, it never ends.
 */
const fill = (unit: string, bytes: number): string => unit.repeat(Math.ceil(bytes / unit.length))
const signature: Signature = { name: 'addUp', parameters: [{ name: 'first', type: 'int' }], result: 'double' }
const asked = ofFunction({ kind: 'function', signature }).program ?? undefined

const words = [
  ' at (node:internal/',
  ' at x (node:vm:',
  'at /box/main.js:1:',
  '/box/main.js:1\n\n^\n',
  '/box/main.js:1:1',
  '/box/a.1',
  " {\n  code: 'MODULE_NOT_FOUND',\n  requireStack: [",
  'node:internal/\n\n ^\n',
  '\nNode.js v1.',
  'main.main()\n\tmain.go:1',
  ' in /box/main.php on line 1',
]

test.each(languageIds)('%s: what a program wrote of its end is shown, and is no longer than may be kept', (id) => {
  const text = fill('x', 30_000)
  const sourceMap = JSON.stringify({ version: 3, mappings: 'AAAA' })
  for (const word of words)
    for (const start of ['', '  at ']) {
      const program = {
        entry: 'main.ts',
        dataFiles: [],
        sourceLines: new SourceLines([{ name: 'main.ts', text, sourceMap }]),
      }
      const stderr = start + fill(word, 128 * 1024)
      const shown = shownStderr(stderr, { language: languages[id], asked, program })
      expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(maxCapturedBytes)
    }
})

describe('what a compiler says', () => {
  const begins = [
    '',
    'main.cpp:1:1: error: ',
    'Main.java:1: ',
    'Main.cs(1,1): ',
    'main.go:1:1: ',
    'File "main.ml", line 1',
    'a\n --> main.rs:1\n',
  ]
  const says = [
    'undefined reference to ‘',
    'undefined reference to `a',
    'redefinition of ',
    'In file included from ',
    ',\n from main.cpp:1',
  ]

  test.each(languageIds)('%s: of a function is split, however it looks', (language) => {
    for (const begin of ['collect2: error: ld returned\n', ...begins])
      for (const say of says) {
        const said = begin + fill(say, 128 * 1024)
        expect(saidOfFunction(said, { signature, language, ok: false }).length).toBeLessThan(2 * said.length)
      }
  })
})
