import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readPackageZip } from '../src/read-package'
import { accepting, files2025, legacyFiles, read, said, toBuffers, type Files } from './fixtures'

/** What stands in a package counts as it is written, and what is odd about it is said. */
const in2025 = (yaml: string, files: Files = {}): Files => ({
  ...files2025,
  'problem.yaml': `${String(files2025['problem.yaml'])}${yaml}`,
  ...files,
})
const inLegacy = (yaml: string, files: Files = {}): Files => ({
  ...legacyFiles,
  'problem.yaml': `${String(legacyFiles['problem.yaml'])}${yaml}`,
  ...files,
})

test('constants are the text of their scalar, in every spelling', () => {
  const { package: problem } = read(
    in2025(
      'constants:\n  big: 1000000000000000003\n  one: 1.0\n  tiny: 0.0000001\n  agent: 007\n  yes: true\n  max: {value: 1_000, latex: "10^3"}\n',
      {
        'statement/problem.en.md':
          '{{big}} {{one}} {{tiny}} {{ agent }} {{yes}} {{max}} {{max.value}} {{max.latex}} {{one.value}} {{other}}\n',
      },
    ),
  )
  expect(problem.statements[0]?.markdown ?? '').toContain(
    '1000000000000000003 1.0 0.0000001 007 true 1_000 1_000 10^3 1.0 {{other}}',
  )
})

test('flags, arguments, names and identifiers are text', () => {
  const flags = read(
    in2025('', {
      'output_validator/check.py': accepting,
      'data/secret/1-small.yaml': 'output_validator_args: [1e3, 007, 1000000000000000003]\ninput_validator_args: 0x10 010\n',
    }),
  ).package.tests.find(({ name }) => name === 'secret/1-small')
  expect(flags).toMatchObject({ validatorFlags: ['1e3', '007', '1000000000000000003'], inputValidatorFlags: ['0x10', '010'] })
  const legacy = read({
    ...legacyFiles,
    'problem.yaml': 'name: 007\nuuid: 1e5\nauthor: 1.50\nvalidator_flags: float_tolerance 1.0e-06\n',
  }).package
  expect(legacy).toMatchObject({ names: { en: '007' }, uuid: '1e5', credits: { people: { authors: ['1.50'] } } })
  expect(legacy.judging.validatorFlags).toEqual(['float_tolerance', '1.0e-06'])
  const testdata = read(inLegacy('', { 'data/testdata.yaml': 'input_validator_flags: 100\n' })).package
  expect(testdata.tests[0]?.inputValidatorFlags).toEqual(['100'])
})

test('a constant in the arguments of a test is text there, and a number where one is wanted', () => {
  const { package: problem } = read(
    in2025('type: scoring\nconstants:\n  points: 100\n  long: 1.50\n', {
      'output_validator/check.py': accepting,
      'data/secret/test_group.yaml': 'max_score: "{{points}}"\noutput_validator_args: ["{{long}}"]\n',
    }),
  )
  expect(problem.judging.scoring?.groups.find(({ name }) => name === 'secret')?.maxScore).toBe(100)
  expect(problem.judging.validatorFlags.concat(problem.tests[1]?.validatorFlags ?? [])).toContain('1.50')
})

test('of a key that stands twice the last counts, and the report says so', () => {
  const result = read(inLegacy('limits:\n  memory: 64\n'))
  expect(result.package.limits.memoryMb).toBe(64)
  expect(said(result, 'ignored').join('\n')).toMatch(
    /problem\.yaml: a key stands there twice, and its last value counts \(at line 6/,
  )
})

describe('a wrong value is named with its key and what may stand there', () => {
  test.each<[yaml: string, says: RegExp]>([
    [
      'type: pass-fail interactive\n',
      /^problem\.yaml: type: "pass-fail interactive" stands there, expected pass-fail, scoring, interactive/,
    ],
    ['limits:\n  memory: lots\n', /limits\.memory: "lots" stands there, expected a number/],
    ['name: [a, b]\n', /name: \["a","b"\] stands there, expected/],
    ['keywords: { 4: a }\n', /keywords: {"4":"a"} stands there, expected a string, a number, an array/],
  ])('%j', (yaml, says) => {
    const base = String(files2025['problem.yaml'])
      .replace(/name: .*\n/, '')
      .replace(/limits:\n(  .*\n)*/, '')
    expect(() => read({ ...files2025, 'problem.yaml': `${base}${yaml.startsWith('name') ? '' : 'name: x\n'}${yaml}` })).toThrow(
      says,
    )
  })
})

test('line ends, marks and missing last newlines of data are said and kept', () => {
  const result = read({
    ...legacyFiles,
    'data/secret/1-small.in': '5 6\r\n',
    'data/secret/1-small.ans': '\ufeff11\n',
    'data/secret/2-large.in': '70 80',
    'data/secret/2-large.ans': '150',
  })
  const lines = said(result, 'ignored').filter((line) => line.startsWith('data/'))
  expect(lines).toEqual([
    'data/secret/1-small.in: lines end with CRLF; programs get it as it is',
    'data/secret/1-small.ans: a byte order mark stands at the start; programs get it as it is',
    'data/secret/2-large.in: the last line has no newline, and in 1 more files of data; programs get it as it is',
  ])
  const [, small] = result.package.tests
  expect(small).toMatchObject({ input: '5 6\r\n', answer: '\ufeff11\n' })
  expect(result.isRefused).toBe(false)
})

test('an archive whose names begin with ./ is the package', async () => {
  const entries = Object.fromEntries([...toBuffers(legacyFiles)].map(([path, bytes]) => [`./${path}`, new Uint8Array(bytes)]))
  const result = await readPackageZip(Buffer.from(zipSync({ './': new Uint8Array(), ...entries })), 'two-crates')
  expect(result.isRefused).toBe(false)
  expect(result.package.tests).toHaveLength(3)
})

test.each(['validator_flags: case_sensitiv\n', 'validator_flags: float_tolerance x\n'])(
  '%j is refused: it would make every verdict an error',
  (yaml) => {
    expect(said(read(inLegacy(yaml)), 'refused').join()).toMatch(/^problem\.yaml: .*(case_sensitiv|float_tolerance)/)
    expect(read(inLegacy(`validation: custom\n${yaml}`, { 'output_validators/check.py': accepting })).isRefused).toBe(false)
  },
)

test('flags of one group are looked at too', () => {
  const result = read(inLegacy('', { 'data/secret/testdata.yaml': 'output_validator_flags: no_such_flag\n' }))
  expect(said(result, 'refused')).toEqual(['data/secret/1-small: unknown validator flag no_such_flag'])
})

const manyFlags = Array.from({ length: 300 }, (_, number) => number).join(' ')
test.each<[string, Files, RegExp]>([
  ['of all', inLegacy(`validation: custom\nvalidator_flags: ${manyFlags}\n`), /^problem\.yaml: has 300 flags/],
  [
    'of a group',
    inLegacy('validation: custom\n', { 'data/secret/testdata.yaml': `output_validator_flags: ${manyFlags}\n` }),
    /^data\/secret\/1-small: has 300 flags/,
  ],
  [
    'of an input validator',
    inLegacy('validation: custom\n', { 'data/secret/testdata.yaml': `input_validator_flags: ${manyFlags}\n` }),
    /^data\/secret\/1-small: has 300 flags/,
  ],
  [
    'of one that is long',
    inLegacy(`validation: custom\nvalidator_flags: ${'x'.repeat(70_000)}\n`),
    /^problem\.yaml: has 1 flags of 70000/,
  ],
])('more flags than a program can be called with are refused: %s', (_what, files, says) => {
  expect(said(read({ ...files, 'output_validators/check.py': accepting }), 'refused').join()).toMatch(says)
})

test('flags that eduscale.yaml says exactly are looked at too', () => {
  const ofAll = read(inLegacy('', { 'eduscale.yaml': 'exact: {validatorFlags: [no_such_flag]}\n' }))
  expect(said(ofAll, 'refused')).toEqual(['eduscale.yaml: unknown validator flag no_such_flag'])
  const ofOne = read(
    inLegacy('', { 'eduscale.yaml': 'exact: {tests: {secret/1-small: {validatorFlags: [float_tolerance, x]}}}\n' }),
  )
  expect(said(ofOne, 'refused')).toEqual(['data/secret/1-small: validator flag float_tolerance needs a number, not x'])
})

test('no_errors is worst_error, 2023-07 its draft, and problem.yaml’s output_validator_flags are left to testdata.yaml', () => {
  const graded = read(inLegacy('type: scoring\n', { 'data/testdata.yaml': 'grader_flags: no_errors sum\n' }))
  expect(graded.isRefused).toBe(false)
  expect(graded.package.judging.scoring?.groups[0]).toMatchObject({ verdict: 'worst-error', aggregate: 'sum' })
  const version = String(files2025['problem.yaml']).replace('2025-09', '2023-07')
  expect(read({ ...files2025, 'problem.yaml': version }).package.format).toBe('2025-09')
  const flagged = read(inLegacy('output_validator_flags: float_tolerance 1e-6\n'))
  expect(flagged.package.judging.validatorFlags).toEqual([])
  expect(said(flagged, 'ignored').join()).toContain("Kattis' tools read it from data/testdata.yaml")
})

test('a compiled file beside a validator is left aside, and said', () => {
  const binary = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0xff, 0xfe])
  const legacy = read(
    inLegacy('validation: custom\n', { 'output_validators/check/check.py': accepting, 'output_validators/check/a.out': binary }),
  )
  expect(legacy.isRefused).toBe(false)
  expect(said(legacy, 'ignored')).toContain('output_validators/check/a.out: is no text, so no part of the program')
  const flat = read(in2025('', { 'output_validator/check.py': accepting, 'output_validator/check.o': binary }))
  expect(flat.isRefused).toBe(false)
  expect(flat.package.judging.validators[0]?.files.map(({ name }) => name)).toEqual(['check.py'])
})

test('points of samples count as the format has it, and by eduscale.yaml they don’t', () => {
  const files = inLegacy('type: scoring\n')
  expect(read(files).package.judging.scoring?.groups[0]?.ignoresSample).toBe(false)
  const other = read({ ...files, 'eduscale.yaml': 'samplesScore: false\n' })
  expect(other.package.judging.scoring?.groups[0]?.ignoresSample).toBe(true)
})
