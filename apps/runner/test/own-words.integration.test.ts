import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LanguageId } from '@eduscale/contracts/language'
import type { Signature } from '@eduscale/contracts/signature'
import { plainJudging, type Judging } from '@eduscale/contracts/test-set'
import { judgeSubmission, type Judgement } from '../src/judge-submission'
import { languages } from '../src/languages/registry'
import { openTestSandbox, type TestSandbox } from './open-test-sandbox'

let opened: TestSandbox
beforeAll(async () => {
  opened = await openTestSandbox('own-words')
})
afterAll(async () => opened.close())

const signature: Signature = {
  name: 'addUp',
  parameters: [
    { name: 'first', type: 'int' },
    { name: 'second', type: 'int[]' },
  ],
  result: 'int[]',
}
const asFunction: Judging = { ...plainJudging, io: { kind: 'function', signature } }

interface Asked {
  judging?: Judging
  others?: readonly { name: string; text: string }[]
}

async function judge(id: LanguageId, text: string, { judging = plainJudging, others = [] }: Asked = {}) {
  const language = languages[id]
  const request = {
    language,
    sources: [{ name: language.sourceName, text }, ...others],
    limits: { timeMs: 5000, memoryMb: 256, outputBytes: 1_000_000 },
    tests: [{ name: 'sample/1', isSample: true, input: Buffer.from('1\n[2]\n'), answer: Buffer.from('[2]\n') }],
    judging,
    stopAtFirst: false,
  }
  return judgeSubmission(opened.sandbox, request, AbortSignal.timeout(60_000))
}
const judgeFunction = async (id: LanguageId, text: string): Promise<Judgement> => judge(id, text, { judging: asFunction })
const stderrOf = ({ tests }: Judgement): string => tests[0]?.stderr ?? ''

const typed = '// a comment\n\ninterface Point {\n  x: number\n}\n\nconst fail = (p: Point): never => {\n'

describe('a run-time error in TypeScript is in the lines of the source', () => {
  test('of a program', async () => {
    const shown = stderrOf(await judge('typescript', `${typed}\tthrow new RangeError("zero" as string)\n}\nfail({ x: 1 })\n`))
    expect(shown).toBe(`main.ts:8
\tthrow new RangeError("zero" as string)
\t^

RangeError: zero
    at fail (main.ts:8:8)
    at Object.<anonymous> (main.ts:10:1)
`)
  })

  test('of a module', async () => {
    const text = `import { readFileSync } from 'node:fs'\n${typed}  throw new RangeError('zero')\n}\nawait 1\nreadFileSync(0)\nfail({ x: 1 })\n`
    const shown = stderrOf(await judge('typescript', text))
    expect(shown).toMatch(/^main\.ts:9\n {2}throw new RangeError\('zero'\)\n {8}\^\n/)
    expect(shown).toContain('at fail (main.ts:9:9)')
    expect(shown).toContain('main.ts:13:1')
    expect(shown).not.toMatch(/\.js|file:/)
  })

  test('of a second file', async () => {
    const others = [{ name: 'helper.ts', text: `${typed.replace('const', 'export const')}  throw new RangeError('zero')\n}\n` }]
    const shown = stderrOf(await judge('typescript', "import { fail } from './helper'\n\nfail({ x: 1 })\n", { others }))
    expect(shown).toMatch(/^helper\.ts:8\n/)
    expect(shown).toContain('(main.ts:3:')
    expect(shown).not.toContain('.js')
  })

  test('of a function', async () => {
    const shown = stderrOf(
      await judgeFunction(
        'typescript',
        `${typed}  throw new RangeError('zero')\n}\nfunction addUp(a: number) {\n  return fail({ x: a })\n}`,
      ),
    )
    expect(shown).toMatch(/^solution\.ts:8\n {2}throw new RangeError\('zero'\)\n/)
    expect(shown).toContain('at addUp (solution.ts:11:10)')
    expect(shown).not.toMatch(/\.js|main/)
  })
})

test('a program that writes what looks like Node’s words gets no more of its source for it than may be kept', async () => {
  const attack = `process.stderr.write("/box/main.js:1\\n\\n^\\n".repeat(900));console.log("[2]")`
  const judged = await judge('typescript', `/*${'x'.repeat(60_000)}*/${attack}`)
  expect(judged.verdict).toBe('AC')
  expect(stderrOf(judged)).toMatch(/^main\.ts:1\n/)
  expect(Buffer.byteLength(stderrOf(judged))).toBeLessThanOrEqual(16 * 1024)
})

test('a source map that a source brings is not taken for its own', async () => {
  const map = JSON.stringify({ version: 3, sources: ['main.ts'], sourcesContent: ['zero'], mappings: 'AA+/' })
  const url = `data:application/json;base64,${Buffer.from(map).toString('base64')}`
  const shown = stderrOf(await judge('typescript', `let a: number = 1\nthrow a\n//# sourceMappingURL=${url}`))
  expect(shown).toMatch(/^\n?main\.js:\d+\nthrow a;\n/)
})

test('JavaScript as a module is in a file of its own name, too', async () => {
  const shown = stderrOf(await judge('javascript', "import 'node:fs'\nthrow new Error('zero')"))
  expect(shown).toMatch(/^main\.js:2\n/)
  expect(shown).not.toContain('file:')
})

test.each<[id: LanguageId]>([['javascript'], ['typescript']])(
  '%s: of a module that is not there the own line is told',
  async (id) => {
    const text = "\nconst x = require('nope')"
    const place = id === 'javascript' ? 'js:2:' : 'ts:2:'
    for (const [judged, file] of [
      [await judge(id, text), 'main'],
      [await judgeFunction(id, text), 'solution'],
    ] as const) {
      expect(stderrOf(judged)).toMatch(/^Error: Cannot find module 'nope'\n/)
      expect(stderrOf(judged)).toContain(`(${file}.${place}`)
      expect(stderrOf(judged)).not.toMatch(/requireStack|node:|- main/)
    }
  },
)

test.each<[id: LanguageId]>([['c'], ['cpp']])('%s: a program without main is told so', async (id) => {
  expect((await judge(id, 'int other() { return 1; }')).compile.output).toMatch(/^Your program has no function `main`\./)
})

test.each([
  ['an import() in a function is no warning', 'const addUp = (a, b) => (import("node:fs").then(() => 1), b)', /^$/],
  [
    'an await outside of it',
    '\nawait 1\nfunction addUp(a, b) { return b }',
    /^solution\.js:2\nawait 1\n\^+\n\nSyntaxError: await is only valid [^\n]*\n$/,
  ],
])('JavaScript: %s', async (_what, text, words) => {
  expect(stderrOf(await judgeFunction('javascript', text))).toMatch(words)
})

test('C# names the line of an exception in a function', async () => {
  const text =
    'class Solution\n{\n    public int[] AddUp(int first, int[] second)\n    {\n        for (int i = 0; i <= second.Length; i++)\n            second[i] += first;\n        return second;\n    }\n}'
  const shown = stderrOf(await judgeFunction('csharp', text))
  expect(shown).toMatch(/at Solution\.AddUp .* in Solution\.cs:6/)
  expect(shown).not.toMatch(/Main|Driver/)
})

test('C# names the line of an exception', async () => {
  const text =
    'class Program\n{\n    static void Main()\n    {\n        int[] a = new int[1]; a[System.Console.Read()]++;\n    }\n}'
  expect(stderrOf(await judge('csharp', text))).toMatch(/at Program\.Main .* in Main\.cs:5/)
})

describe('TypeScript’s second attempt', () => {
  test('says nothing of its own', async () => {
    const judged = await judge('typescript', "const fs = require('fs')\nawait 1\nfs.readFileSync(0)\nconsole.log('[2]')")
    expect(judged).toMatchObject({ verdict: 'AC', compile: { output: '' } })
  })

  test('is none where the first found an error', async () => {
    const { compile } = await judgeFunction('typescript', '\nfunction addUp(')
    expect(compile.output).toMatch(/^✘ \[ERROR\] .*\n\n +solution\.ts:2:/)
    expect(compile.output).not.toMatch(/WARNING|main\.ts/)
  })

  test('is none of a function, and why is said', async () => {
    const { verdict, compile } = await judgeFunction('typescript', 'await 1\nfunction addUp(a: number, b: number[]) { return b }')
    expect(verdict).toBe('CE')
    expect(compile.output).toMatch(/^`await` can only stand inside of a function here/)
    expect(compile.output).not.toContain('main.ts')
  })
})

test.each<[id: LanguageId, text: string]>([
  ['typescript', "import { inspect } from 'node:util'\nexport const addUp = (a: number, b: number[]) => (inspect(a) ? b : [])"],
  ['javascript', 'export const addUp = (a, b) => b'],
  ['javascript', 'export default function addUp(a, b) { return b }'],
  ['javascript', 'const addUp = (a, b) => b\nexport {\n  addUp,\n}'],
  ['javascript', 'const text = `\nexport const x`\nconst addUp = (a, b) => (text.includes("export") ? b : a)'],
])('a function may be exported: %s, %s', async (id, text) => {
  expect(await judgeFunction(id, text)).toMatchObject({ verdict: 'AC' })
})

test('a function in JavaScript that imports is told what to write', async () => {
  const shown = stderrOf(await judgeFunction('javascript', "import fs from 'node:fs'\nexport const addUp = (a, b) => b"))
  expect(shown).toMatch(/^In a function problem your code is a script, not a module: write const fs = require/)
  expect(shown.trim()).not.toContain('\n')
})

const missing =
  /^The function that the task asks for is missing(?: in class `Solution`)?, or its parameters or its result are not/
const ofDriver = /\bmain\.(?:c|cpp|go|rs|ml|php)\b|Main\.(?:java|cs)\b|driver|value0|\/box|\bld\b|\b1 error/i

describe('a function that the driver can’t call', () => {
  test.each<[id: LanguageId, what: string, text: string, declaration: string, own?: RegExp]>([
    ['cpp', 'missing', 'int other() { return 1; }', 'vector<int> addUp(int first, const vector<int>& second)'],
    ['cpp', 'of another result', 'int addUp(int a, vector<int> b) { return 1; }', 'vector<int> addUp(int first,'],
    ['cpp17', 'of other parameters', 'vector<int> addUp(int a) { return {}; }', 'vector<int> addUp(', /solution\.hpp:1:13: note/],
    ['c', 'missing', 'int other(void) { return 1; }', 'IntArray add_up(int first, IntArray second)'],
    [
      'c',
      'of other parameters',
      'IntArray add_up(int a) { return (IntArray){0}; }',
      'IntArray add_up(',
      /solution\.h:1:10: error/,
    ],
    ['java', 'missing', 'class Solution { int other() { return 1; } }', 'public int[] addUp(int first, int[] second)'],
    ['java', 'without its class', 'class Other { int x = "a"; }', 'public int[] addUp(', /Solution\.java:1: error/],
    ['csharp', 'missing', 'class Solution { int other() { return 1; } }', 'public int[] AddUp(int first, int[] second)'],
    ['csharp', 'private', 'class Solution { int[] AddUp(int a, int[] b) { return b; } }', 'public int[] AddUp('],
    ['go', 'missing', 'package main\nfunc other() int { return 1 }', 'func addUp(first int, second []int) []int'],
    ['go', 'of other parameters', 'package main\nfunc addUp(a int) int { return 1 }', 'func addUp('],
    ['rust', 'missing', 'pub fn other() {}', 'pub fn add_up(first: i32, second: Vec<i32>) -> Vec<i32>'],
    ['rust', 'private', 'fn add_up(a: i32, b: Vec<i32>) -> Vec<i32> { b }', 'pub fn add_up('],
    ['rust', 'wrong in itself, too', 'pub fn add_up(a: i32) -> i32 { "a" }', 'pub fn add_up(', /--> solution\.rs:1:32/],
    ['ocaml', 'missing', 'let other x = x', 'let add_up (first : int) (second : int array) : int array'],
    ['ocaml', 'of another result', 'let add_up (a : int) (b : int array) = 1', 'let add_up ('],
  ])('%s: %s', async (id, _what, text, declaration, own) => {
    const { verdict, compile } = await judgeFunction(id, text)
    expect(verdict).toBe('CE')
    expect(compile.output).toMatch(missing)
    expect(compile.output).toContain(`\n    ${declaration}`)
    expect(compile.output).not.toMatch(ofDriver)
    if (own) expect(compile.output).toMatch(own)
  })

  test.each<[id: LanguageId, text: string, words: RegExp]>([
    [
      'cpp',
      'vector<int> addUp(int a, vector<int> b) { return b; }\nint main() {}',
      /^Leave `main` out: [^]*solution\.hpp:2:5: note/,
    ],
    ['c', 'IntArray add_up(int a, IntArray b) { return b; }\nint main() {}', /^Leave `main` out: /],
    [
      'go',
      'package main\nfunc addUp(a int, b []int) []int { return b }\nfunc main() {}',
      /^Leave `main` out: [^]*solution\.go:3:6/,
    ],
    [
      'java',
      'class Solution { public int[] addUp(int a, int[] b) { return b; } }\nclass Main {}',
      /^Leave class `Main` out: [^]*Solution\.java:2: error: duplicate class/,
    ],
    [
      'java',
      'class Solution { public int[] addUp(int a, int[] b) { return b; } }\npublic class Main { public static void main(String[] args) {} }',
      /^Leave class `Main` out: /,
    ],
    [
      'csharp',
      'class Solution { public int[] AddUp(int a, int[] b) { return b; }\nstatic void Main() {} }',
      /^Leave `Main` out: /,
    ],
    ['cpp', 'vector<int> addUp(int a, vector<int> b) { if (a) { return b; }', /^Your code ends too early: [^]*solution\.hpp:1:/],
    ['c', 'IntArray add_up(int a, IntArray b) { if (a) { return b; }', /^Your code ends too early: /],
    ['cpp', 'vector<int> addUp(int a, vector<int> b) { return b }', /^solution\.hpp: In function/],
    [
      'c',
      'int help(int x);\nIntArray add_up(int a, IntArray b) { b.length = help(a); return b; }',
      /^undefined reference to `help'$/,
    ],
  ])('%s: another reason is told apart: %s', async (id, text, words) => {
    const { verdict, compile } = await judgeFunction(id, text)
    expect(verdict).toBe('CE')
    expect(compile.output).toMatch(words)
    expect(compile.output).not.toMatch(ofDriver)
    expect(compile.output).not.toMatch(missing)
  })

  test.each<[what: string, asked: Asked, file: string]>([
    ['a function', { judging: asFunction }, 'solution.php'],
    ['a program', {}, 'main.php'],
  ])('php: of a syntax error in %s only its own words are shown', async (_what, asked, file) => {
    const others = [{ name: 'good.php', text: '<?php\nfunction good() {}' }]
    for (const each of [asked, { ...asked, others }]) {
      const { verdict, compile } = await judge('php', '<?php\nclass Solution {\n', each)
      expect(verdict).toBe('CE')
      expect(compile.output.trim()).toMatch(new RegExp(`^(PHP )?Parse error: .* in ${file} on line 3$`))
    }
  })

  test.each<[id: LanguageId, text: string, words: RegExp]>([
    ['php', '<?php class Solution { function addUp($a, $b, $c) { return [1]; } }', /addUp\(\), 2 passed and exactly 3 expected/],
    [
      'php',
      '<?php class Solution { function addUp(array $a, $b) { return [1]; } }',
      /must be of type array, int given, defined in sol/,
    ],
    [
      'php',
      '<?php class Solution { private function addUp($a, $b) { return [1]; } }',
      /the method addUp of your class Sol.* is not public/,
    ],
    ['python', 'def add_up(a): return 1', /add_up\(\) takes 1 positional argument but 2 were given/],
    ['ruby', 'def add_up(a) = 1', /^solution\.rb:1:in `add_up': wrong number of arguments/],
    ['lua', 'function addUp(a) return b.x end', /^solution\.lua:1: attempt to index a nil value/],
  ])('%s: at run time: %s', async (id, text, words) => {
    const judged = await judgeFunction(id, text)
    expect(judged.verdict).toBe('RTE')
    expect(stderrOf(judged)).toMatch(words)
    expect(stderrOf(judged)).not.toMatch(/\bmain\.\w+|driver|\/box|\/usr/)
  })
})

test('a warning about a good function is in its own file alone', async () => {
  const judged = await judgeFunction('c', '#warning careful\nIntArray add_up(int a, IntArray b) { return b; }')
  expect(judged).toMatchObject({
    verdict: 'AC',
    compile: { output: expect.stringMatching(/^solution\.h:1:2: warning: #warning careful/) },
  })
})

test.each<[id: LanguageId, text: string]>([
  ['python', 'import sys\ndef add_up(a, b):\n    sys.exit(0)'],
  ['javascript', 'const addUp = () => process.exit(0)'],
  ['typescript', 'const addUp = (a: number) => process.exit(0)'],
  ['cpp', 'vector<int> addUp(int a, vector<int> b) { exit(0); }'],
  ['java', 'class Solution { int[] addUp(int a, int[] b) { System.exit(0); return b; } }'],
])('%s: to end before the function returns is said as that', async (id, text) => {
  const judged = await judgeFunction(id, text)
  expect(judged.tests[0]).toMatchObject({ verdict: 'WA', message: 'your program ended before the function returned' })
})
