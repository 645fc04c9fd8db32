import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { languageIds } from '@eduscale/contracts/language'
import type { Signature, ValueType } from '@eduscale/contracts/signature'
import { compareValues } from '@eduscale/signature/compare-values'
import { driverFiles, starterCode, usualResultPath } from '@eduscale/signature/targets/driver-files'
import { parseValue } from '@eduscale/signature/value'
import { fuzzing, shareOf } from '../../../scripts/tests/share'
import { languages } from '../src/languages/registry'
import { compile } from '../src/judge/compile'
import { ofFunction } from '../src/judge/kinds/function'
import { shownStderr } from '../src/judge/shown-text'
import type { Box, RunResult } from '../src/sandbox/sandbox'
import { openTestSandbox, type TestSandbox } from './open-test-sandbox'
import { crashing, echoOf, type FunctionLanguage } from './signature-samples'

let opened: TestSandbox
beforeAll(async () => {
  opened = await openTestSandbox('signature')
})
afterAll(async () => opened.close())

const mebibyte = 1024 * 1024
const functionLanguages = languageIds.filter((id): id is FunctionLanguage => id !== 'sql')

interface Program {
  language: FunctionLanguage
  signature: Signature
  solution: string
}

/** Compiles the function with its driver, then lends a way to call it with JSON values, one per parameter. */
async function withProgram<Result>(
  { language: id, signature, solution }: Program,
  use: (call: (...values: string[]) => Promise<RunResult>, compiled: { ok: boolean; output: string }) => Promise<Result>,
): Promise<Result> {
  const language = languages[id]
  const driver = driverFiles(signature, id)!
  return opened.sandbox.withSlot(
    async ({ box }) => {
      const compiled = await compile(box, {
        language,
        files: [...driver.files, { name: driver.solution, text: solution }],
        runMemoryBytes: 512 * mebibyte,
      })
      await box.limitMemory(768 * mebibyte)
      return use(async (...values) => run(box, id, `${values.join('\n')}\n`), compiled)
    },
    { image: language.image, signal: AbortSignal.timeout(100_000) },
  )
}

async function run(box: Box, id: FunctionLanguage, input: string): Promise<RunResult> {
  return box.run({
    argv: languages[id].runArgv({ memoryMb: 512, entry: driverFiles({ name: 'f', parameters: [], result: 'int' }, id)!.entry }),
    isCompile: false,
    limits: {
      cpuMs: 20_000,
      wallMs: 60_000,
      stdoutBytes: mebibyte,
      stackBytes: 64 * mebibyte,
      fileBytes: 32 * mebibyte,
      tmpBytes: 32 * mebibyte,
    },
    input: Buffer.from(input),
    collect: [usualResultPath],
    collectBytes: 16 * mebibyte,
  })
}

function textOf(result: RunResult): string {
  const [bytes] = result.collected
  if (!bytes) throw new Error(`no result: ${JSON.stringify(result.end)} ${result.stderr.toString()}`)
  return bytes.toString()
}

function expectSame(result: RunResult, answer: string, type: ValueType): void {
  const actual = parseValue(textOf(result), type)
  const wanted = parseValue(answer, type)
  if (!actual.ok || !wanted.ok)
    throw new Error(`${JSON.stringify(actual)} ${JSON.stringify(wanted)} ${textOf(result).slice(0, 200)}`)
  // Not even the last bit of a double may be lost on the way.
  const difference = compareValues({ result: actual.value, answer: wanted.value, type, tolerance: { absolute: 0, relative: 0 } })
  expect(difference).toBeNull()
}

const scalars: Record<string, readonly string[]> = {
  int: ['0', '-1', '2147483647', '-2147483648', '12'],
  long: ['0', '9223372036854775807', '-9223372036854775808', '9007199254740993', '5'],
  double: ['0.1', '-2.5', '1e-300', '1.7976931348623157e308', '3', '0.30000000000000004'],
  bool: ['true', 'false'],
  string: [
    '""',
    '"a b"',
    String.raw`"quote \" slash \\ \/ line \n tab \t \u0007 \u00e9"`,
    '"äöü € 😀"',
    String.raw`"\ud83d\ude00"`,
  ],
}

function examplesOf(type: ValueType): string[] {
  if (!type.endsWith('[]')) return [...(scalars[type] ?? [])]
  const inner = examplesOf(type.slice(0, -2))
  return ['[]', `[${inner.join(',')}]`, `[ ${inner[0] ?? ''} , ${inner.at(-1) ?? ''} ]`]
}

/** Every base type and every number of dimensions; all twenty would compile for minutes. */
const types = ['int', 'long', 'double', 'bool', 'string', 'int[]', 'string[]', 'long[][]', 'bool[][]', 'double[][][]']
const echoSignature = (type: ValueType): Signature => ({ name: 'echo', parameters: [{ name: 'value', type }], result: type })

/** There are ten types and shares of a third: each has some types of every language, and some languages of every type. */
const echoes = functionLanguages.flatMap((language) => types.map((type) => ({ language, type })))

test.each(shareOf(echoes, 3))('$language: $type comes back as it went in', async ({ language, type }) => {
  const signature = echoSignature(type)
  const solution = echoOf(language, type, starterCode(signature, language)!)
  await withProgram({ language, signature, solution }, async (call, compiled) => {
    expect(compiled).toMatchObject({ ok: true })
    for (const value of examplesOf(type)) {
      const result = await call(value)
      expectSame(result, value, type)
      expect(result).toMatchObject({ end: { kind: 'exited', code: 0 } })
    }
  })
})

/** How a double or a string may look, beyond the examples. */
const arbitraries = {
  'int[]': fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 20 }).map((value) => JSON.stringify(value)),
  'double[][]': fc
    .array(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 5 }), { maxLength: 5 })
    .map((value) => JSON.stringify(value)),
  'string[]': fc
    .array(
      fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')),
      { maxLength: 10 },
    )
    .map((value) => JSON.stringify(value)),
  'long[]': fc
    .array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), { maxLength: 10 })
    .map((value) => `[${value.join(',')}]`),
}

test.each(['python', 'cpp', 'lua', 'javascript', 'php'] as const)('%s: whatever goes in comes back', async (language) => {
  expect.hasAssertions()
  for (const [type, arbitrary] of Object.entries(arbitraries)) {
    const signature = echoSignature(type)
    const solution = echoOf(language, type, starterCode(signature, language)!)
    await withProgram({ language, signature, solution }, async (call) => {
      const property = fc.asyncProperty(arbitrary, async (value) => expectSame(await call(value), value, type))
      await fc.assert(property, fuzzing(15, 60))
    })
  }
})

/**
 * All that RFC 8259 lets stand raw in a string, by class, and where classes begin and end: what some language takes for the end of a
 * line, for white space, for the end of a text, or for no character at all.
 */
const rawCharacters: Record<string, readonly [from: number, to: number][]> = {
  'printable ASCII': [
    [0x20, 0x21],
    [0x23, 0x5b],
    [0x5d, 0x7e],
  ],
  'delete and the controls from U+0080 on, with NEXT LINE': [[0x7f, 0x9f]],
  'spaces that are not ASCII': [
    [0xa0, 0xa0],
    [0x1680, 0x1680],
    [0x2000, 0x200f],
    [0x202f, 0x202f],
    [0x205f, 0x2064],
    [0x3000, 0x3000],
  ],
  'line and paragraph separators, and what changes direction': [[0x2028, 0x202e]],
  'two bytes in UTF-8': [
    [0xa1, 0xa3],
    [0x7fe, 0x7ff],
  ],
  'three bytes, up to the surrogates and after them': [
    [0x800, 0x802],
    [0xd7fe, 0xd7ff],
    [0xe000, 0xe001],
  ],
  'combining marks and the joiner': [
    [0x300, 0x303],
    [0x200d, 0x200d],
    [0xfe0f, 0xfe0f],
  ],
  'the byte order mark, the replacement character, and those that are no characters': [
    [0xfdd0, 0xfdd1],
    [0xfeff, 0xfeff],
    [0xfffd, 0xffff],
  ],
  'four bytes, to the end': [
    [0x10000, 0x10001],
    [0x1f600, 0x1f601],
    [0x10fffe, 0x10ffff],
  ],
}
const everyClass = Object.values(rawCharacters).map((ranges) =>
  ranges.map(([from, to]) => String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i))).join(''),
)
/** Without the escapes that JSON.stringify would rather have. */
const raw = (text: string): string => `"${text}"`
const rawText = fc
  .array(fc.constantFrom(...everyClass.flatMap((text) => Array.from(text))), { maxLength: 12 })
  .map((characters) => characters.join(''))

// Python's driver took U+0085 for the end of the line, and a right program crashed.
test.each(functionLanguages)('%s: a string may hold whatever JSON has raw', async (language) => {
  const signature: Signature = {
    name: 'echo',
    parameters: [
      { name: 'value', type: 'string[]' },
      { name: 'other', type: 'string' },
    ],
    result: 'string[]',
  }
  const solution = echoOf(language, 'string[]', starterCode(signature, language)!)
  await withProgram({ language, signature, solution }, async (call, compiled) => {
    expect(compiled).toMatchObject({ ok: true })
    for (const text of everyClass) {
      const value = `[${raw(text)},${raw(`a${text}b`)}]`
      expectSame(await call(value, raw(text)), value, 'string[]')
    }
    const property = fc.asyncProperty(fc.array(rawText, { maxLength: 5 }), async (texts) => {
      const value = `[${texts.map(raw).join(',')}]`
      expectSame(await call(value, '""'), value, 'string[]')
    })
    await fc.assert(property, fuzzing(8, 40))
  })
})

/** Names that some language keeps for itself: the starter must compile as it is. */
test.each(functionLanguages)('%s: the starter compiles, whatever the parameters are called', async (language) => {
  const names = ['end', 'type', 'class', 'in', 'default', 'function', 'val', 'loop', 'def', 'int', 'match', 'maxSum']
  const types = [
    'int',
    'long[]',
    'double[][]',
    'bool[][][]',
    'string',
    'string[]',
    'int[][]',
    'long',
    'double',
    'bool',
    'bool[]',
    'double[]',
  ]
  const parameters = names.map((name, i) => ({ name, type: types[i] ?? 'int' }))
  const signature: Signature = { name: 'abs', parameters, result: 'string[][]' }
  const solution = starterCode(signature, language)!
  await withProgram({ language, signature, solution }, async (call, compiled) => {
    expect(compiled).toMatchObject({ ok: true })
    const values = ['1', '[2]', '[[0.5]]', '[[[true]]]', '"a"', '["b"]', '[[3]]', '4', '2.5', 'false', '[true]', '[1.5]']
    expectSame(await call(...values), '[]', 'string[][]')
  })
})

test.each(shareOf(functionLanguages, 3))('%s: a million numbers are no trouble', async (language) => {
  const signature = echoSignature('int[]')
  const solution = echoOf(language, 'int[]', starterCode(signature, language)!)
  const value = `[${Array.from({ length: 1_000_000 }, (_, i) => (i * 7919) % 1_000_003).join(',')}]`
  await withProgram({ language, signature, solution }, async (call) => {
    const result = await call(value)
    expect(result.end).toEqual({ kind: 'exited', code: 0 })
    expectSame(result, value, 'int[]')
    console.log(
      `${language}: ${Math.round(result.cpuMs)} ms, ${Math.round(result.peakBytes / mebibyte)} MiB for a million numbers`,
    )
  })
})

const sum: Signature = {
  name: 'addUp',
  parameters: [
    { name: 'first', type: 'int' },
    { name: 'second', type: 'int[]' },
  ],
  result: 'int[]',
}

test.each<[language: FunctionLanguage, solution: string, words: RegExp]>([
  ['python', 'def add_up(first, second):\n    return [first, "a"]', /add_up returned str at \[1\] where int is wanted/],
  ['javascript', 'const addUp = (first, second) => first', /addUp returned 1 where int\[\] is wanted/],
  ['typescript', 'const addUp = (first: number, second: number[]) => [0.5]', /addUp returned 0\.5 at \[0\] where int is wanted/],
  ['ruby', 'def add_up(first, second)\n  nil\nend', /add_up returned NilClass where int\[\] is wanted/],
  ['php', '<?php class Solution { function addUp($first, $second) { return ["a" => 1]; } }', /addUp returned an array with keys/],
  ['lua', 'function addUp(first, second) return { "x" } end', /addUp returned string at \[1\] where int is wanted/],
  [
    'java',
    'class Solution { int[] addUp(int first, int[] second) { return null; } }',
    /addUp returned null where int\[\] is wanted/,
  ],
  [
    'csharp',
    'class Solution { public int[] AddUp(int first, int[] second) { return null; } }',
    /AddUp returned null where an array is wanted/,
  ],
  ['python', 'def other(): pass', /no function add_up/],
  ['javascript', '', /no function addUp/],
  ['ruby', '', /no method add_up/],
  ['php', '<?php', /no method addUp in a class Solution/],
  ['lua', '', /no global function addUp/],
])('%s: a result of another type, or no function, is said in words: %s', async (language, solution, words) => {
  await withProgram({ language, signature: sum, solution }, async (call) => {
    const result = await call('1', '[2,3]')
    expect(result.end).toEqual({ kind: 'exited', code: 1 })
    expect(result.stderr.toString()).toMatch(words)
    expect(result.collected).toEqual([null])
  })
})

test.each<[language: FunctionLanguage, solution: string, words: RegExp]>([
  ['python', '\ndef add_up(first, second):\n    return [', /solution\.py", line 3/],
  ['javascript', '\nfunction addUp(', /solution\.js:2/],
  ['typescript', '\nfunction addUp(', /solution\.ts:2/],
  ['cpp', '\nint other() { return 1 }', /solution\.hpp:2/],
  ['cpp17', 'using namespace std;', /addUp.*has not been declared|no member named|addUp/],
  ['c', '\nint other(void) { return 1 }', /solution\.h:2/],
  ['java', '\nclass Solution { int x = "a"; }', /Solution\.java:2/],
  ['csharp', '\npublic class Solution { int x = "a"; }', /Solution\.cs\(2,/],
  ['go', 'package main\nfunc addUp(first int, second []int) string { return 1 }', /solution\.go:2/],
  ['rust', '\npub fn add_up(first: i32, second: Vec<i32>) -> Vec<i32> { 1 }', /solution\.rs:2/],
  ['ruby', '\ndef add_up(', /solution\.rb:[23]/],
  ['php', '<?php\nclass Solution { function', /solution\.php on line 2/],
  ['lua', '\nfunction addUp(', /solution\.lua:2/],
  ['ocaml', '\nlet add_up first second = first + second', /solution\.ml|Solution\.add_up|array/],
])('%s: a compile error points at the line of the contestant', async (language, solution, words) => {
  await withProgram({ language, signature: sum, solution }, async (_call, compiled) => {
    expect(compiled.ok).toBe(false)
    expect(compiled.output).toMatch(words)
  })
})

describe('an error inside of a function', () => {
  const signature: Signature = { name: 'quotient', parameters: [{ name: 'value', type: 'int' }], result: 'int' }
  const asked = ofFunction({ kind: 'function', signature }).program ?? undefined
  /** OCaml is compiled without what that needs; Mono puts methods as small as these into their caller, and then names that. */
  const hasNoLines: readonly string[] = ['csharp', 'ocaml']
  const withStack = functionLanguages.filter((id) => crashing[id] !== null)

  test.each(withStack)('shows the own lines and nothing of the driver in %s', async (language) => {
    await withProgram({ language, signature, solution: crashing[language] ?? '' }, async (call, compiled) => {
      expect(compiled).toMatchObject({ ok: true })
      const result = await call('0')
      expect(result.end).not.toEqual({ kind: 'exited', code: 0 })
      const shown = shownStderr(result.stderr.toString(), { language: languages[language], asked })
      expect(shown).not.toMatch(/\bmain\.(py|js|ts|rb|php|lua|go|rs|ml|java|cs)\b|main\.main|driver|eduscale|\b_main\b|\/box/i)
      expect(shown).toMatch(/zero/i)
      if (!hasNoLines.includes(language)) expect(shown).toMatch(/solution\.\w+\W/i)
    })
  })
})
