import { expect, test } from 'vitest'
import { languages } from '../languages/registry'
import { shownStderr, withoutBoxPath } from './shown-text'

test('the box is before no file’s name, and everything else stays', () => {
  expect(withoutBoxPath('/box/main.cpp:3:5: error; in /box/ and /box/x, not /inbox/a.c')).toBe(
    'main.cpp:3:5: error; in /box/ and /box/x, not /inbox/a.c',
  )
})

test('of an uncaught error in Node the own lines are left', () => {
  const stderr = `/box/main.js:2
  throw new RangeError('zero')
  ^

RangeError: zero
    at helper (/box/main.js:2:9)
    at Object.<anonymous> (/box/main.js:5:1)
    at Module._compile (node:internal/modules/cjs/loader:1521:14)
    at node:internal/main/run_main_module:28:49

Node.js v20.20.2
`
  const shown = shownStderr(stderr, { language: languages.javascript })
  expect(shown).toBe(`main.js:2
  throw new RangeError('zero')
  ^

RangeError: zero
    at helper (main.js:2:9)
    at Object.<anonymous> (main.js:5:1)
`)
  expect(shownStderr('    at f (node:internal/x:1:1)\n', { language: languages.python })).toContain('node:internal')
})
