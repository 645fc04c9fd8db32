import { describe, expect, test } from 'vitest'
import { accepting, legacyFiles, read, said, type Files } from './fixtures'

const withFiles = (more: Files, without: string[] = []) => {
  const files = { ...legacyFiles, ...more }
  return read(Object.fromEntries(Object.entries(files).filter(([path]) => !without.includes(path))))
}
const withYaml = (yaml: string, more: Files = {}) => withFiles({ 'problem.yaml': yaml, ...more })

test('a plain package', () => {
  const { package: problem, isRefused } = read(legacyFiles)
  expect(isRefused).toBe(false)
  expect(problem).toMatchObject({
    format: 'legacy',
    names: { en: 'Two Crates' },
    limits: { timeMs: 2000, memoryMb: 128, outputBytes: 8 * 1024 * 1024, timing: { acToTimeLimit: 5, timeLimitToTle: 2 } },
    judging: { io: { kind: 'stdio' }, maxPasses: 1, validators: [], validatorFlags: [], scoring: null },
    statements: [{ language: 'en', markdown: 'Add $a$ and $b$.\n' }],
  })
  expect(problem.tests.map(({ name, isSample, answer }) => [name, isSample, answer])).toEqual([
    ['sample/1', true, '3\n'],
    ['secret/1-small', false, '11\n'],
    ['secret/2-large', false, '150\n'],
  ])
  expect(problem.submissions.map(({ path, expectation }) => [path, expectation.verdicts])).toEqual([
    ['accepted/sum.py', ['AC']],
    ['wrong_answer/three.py', ['WA']],
  ])
})

test.each<[name: string, files: Files, timeMs: number | null]>([
  ['.timelimit', {}, 2000],
  ["DOMjudge's ini", { 'domjudge-problem.ini': "timelimit='1.5'\ncolor=#ff0000\n" }, 1500],
  ['limits.time_limit', { 'problem.yaml': 'name: x\nlimits:\n  time_limit: 3\n' }, 3000],
  ['nothing', {}, null],
])('a time limit by %s', (name, files, timeMs) => {
  const { package: problem } = withFiles(files, name === '.timelimit' ? [] : ['.timelimit'])
  expect(problem.limits.timeMs).toBe(timeMs)
})

test('a folder of files is one validator, headers and all; its build script is refused', () => {
  const validator = { 'output_validators/v/validate.cc': '#include "v.h"\n', 'output_validators/v/v.h': 'int x;\n' }
  const yaml = 'name: x\nvalidation: custom interactive\nvalidator_flags: a  b\n'
  const { package: problem, isRefused } = withYaml(yaml, validator)
  expect(isRefused).toBe(false)
  expect(problem.judging).toMatchObject({ io: { kind: 'interactive' }, validatorFlags: ['a', 'b'] })
  expect(problem.judging.validators.map(({ language, files }) => [language, files.map(({ name }) => name)])).toEqual([
    ['cpp', ['validate.cc', 'v.h']],
  ])
  const built = withYaml(yaml, { ...validator, 'output_validators/v/build': '#!/bin/sh\n' })
  expect(said(built, 'refused')[0]).toBe('output_validators/v/build: build and run scripts are not run here')
})

test('a protocol without a test is a sample to read; answers may be missing where the validator knows', () => {
  const { package: problem, isRefused } = withYaml('name: x\nvalidation: custom interactive\n', {
    'output_validators/v.py': accepting,
    'data/sample/2.interaction': '<1\n>2\n',
    'data/secret/3.in': 'adaptive\n',
  })
  expect(isRefused).toBe(false)
  expect(problem.protocols).toEqual([{ name: 'sample/2', text: '<1\n>2\n' }])
})

test('a kind of problem that is not known here is refused, and those that are known are named', () => {
  const files = { 'output_validators/v.py': accepting }
  expect(said(withYaml('name: x\nvalidation: custom quiz\n', files), 'refused')).toEqual([
    'problem.yaml: validation: custom quiz is not understood, expected score, multipass, multi-pass, interactive',
  ])
  expect(said(withYaml('name: x\nvalidation: default interactive\n', files), 'refused')).toEqual([
    'problem.yaml: validation: default interactive is not understood, expected nothing behind it',
  ])
})

test("DOMjudge's own file alone", () => {
  const given = withFiles({ 'domjudge-problem.ini': 'name = "Two Crates"\ntimelimit = 3\n' }, ['problem.yaml', '.timelimit'])
  expect(given.package).toMatchObject({ names: { en: 'Two Crates' }, limits: { timeMs: 3000 } })
  const special = withFiles({ 'domjudge-problem.ini': 'special_compare = float\n' })
  expect(said(special, 'refused')).toEqual(["domjudge-problem.ini: special_compare names a program that isn't in the package"])
})

test('several validators', () => {
  const { package: problem } = withYaml('name: x\nvalidation: custom\n', {
    'output_validators/a.py': accepting,
    'output_validators/b.py': accepting,
  })
  expect(problem.judging.validators).toHaveLength(2)
})

describe('groups', () => {
  const scored = (testdata: Record<string, string>) =>
    withYaml('name: x\ntype: scoring\n', {
      ...Object.fromEntries(Object.entries(testdata).map(([name, text]) => [`data/${name}testdata.yaml`, text])),
      'data/secret/a/1.in': '1 1\n',
      'data/secret/a/1.ans': '2\n',
    })
  const group = (given: ReturnType<typeof read>, name: string) =>
    given.package.judging.scoring?.groups.find((one) => one.name === name)

  test('are the folders, with defaults', () => {
    const given = scored({})
    expect(given.package.judging.scoring?.groups.map(({ name }) => name)).toEqual(['', 'sample', 'secret', 'secret/a'])
    expect(group(given, 'secret')).toEqual({
      name: 'secret',
      onReject: 'break',
      verdict: 'worst-error',
      aggregate: 'sum',
      acceptScore: 1,
      rejectScore: 0,
      maxScore: null,
      ignoresSample: false,
      requires: [],
    })
  })

  test('say their own, and what a group does not say comes from above', () => {
    const given = scored({
      '': 'on_reject: continue\ngrader_flags: ignore_sample\nrange: 0 100\n',
      'secret/': 'grader_flags: first_error min accept_if_any_accepted\naccept_score: 40\n',
    })
    expect(group(given, '')).toMatchObject({ onReject: 'continue', ignoresSample: true, maxScore: 100 })
    expect(group(given, 'secret/a')).toMatchObject({
      onReject: 'continue',
      aggregate: 'min',
      verdict: 'accept-if-any-accepted',
      acceptScore: 40,
      ignoresSample: false,
    })
  })

  test('have flags for validators, after those of the problem', () => {
    const { package: problem } = withYaml('name: x\nvalidator_flags: case_sensitive\n', {
      'data/secret/testdata.yaml':
        'output_validator_flags: float_tolerance 1e-6\ninput_validator_flags:\n  name: check\n  flags: max 10\n',
    })
    expect(problem.tests.map(({ validatorFlags }) => validatorFlags)).toEqual([
      null,
      ['case_sensitive', 'float_tolerance', '1e-6'],
      ['case_sensitive', 'float_tolerance', '1e-6'],
    ])
    expect(problem.tests[1]?.inputValidatorFlags).toEqual({ check: ['max', '10'] })
  })

  test.each([
    ['custom graders', { '': 'grading: custom\n' }, /custom graders/],
    ['unknown grader flags', { '': 'grader_flags: best_of\n' }, /best_of/],
  ])('%s are refused', (_name, testdata, says) => {
    expect(said(scored(testdata), 'refused').join()).toMatch(says)
  })
})

describe('what is expected of a submission', () => {
  const expected = (path: string, source: string) =>
    withFiles({ [`submissions/${path}`]: source }).package.submissions.find((one) => one.path === path)?.expectation

  test.each([
    ['time_limit_exceeded/a.py', '', ['TLE']],
    ['run_time_error/a.py', '', ['RTE', 'MLE']],
    ['memory_limit_exceeded/a.py', '', ['MLE']],
    ['mixed/a.py', '# @EXPECTED_RESULTS@: WRONG-ANSWER, TIMELIMIT\n', ['WA', 'TLE']],
    ['accepted/a.cpp', '// @EXPECTED_RESULTS@: CORRECT\n', ['AC']],
    ['accepted/b.java', '/* @EXPECTED_RESULTS@: time_limit_exceeded, RUN-ERROR */\n', ['TLE', 'RTE', 'MLE']],
  ])('%s %s', (path, source, verdicts) => {
    expect(expected(path, source)?.verdicts).toEqual(verdicts)
  })

  test('a score, and less than all of it', () => {
    expect(expected('partially_accepted/a.py', '# @EXPECTED_SCORE@: 40\n')).toMatchObject({
      verdicts: ['AC'],
      isPartial: true,
      score: { min: 40, max: 40 },
    })
  })

  test('of a folder that nobody knows nothing is', () => {
    const given = withFiles({ 'submissions/slow_accepted/a.py': '' })
    expect(said(given, 'ignored')).toEqual([
      'submissions/slow_accepted/a.py: nothing says what to expect of submissions in slow_accepted',
    ])
  })

  test('a folder of files is one submission, its main file first', () => {
    const { package: problem } = withFiles({
      'submissions/accepted/two/a.py': 'x = 1\n',
      'submissions/accepted/two/main.py': 'import a\n',
    })
    const two = problem.submissions.find(({ path }) => path === 'accepted/two')
    expect(two?.files.map(({ name }) => name)).toEqual(['main.py', 'a.py'])
  })
})

test.each<[name: string, files: Files, says: string]>([
  ['files beside a test', { 'data/secret/1-small.files/x.txt': '1' }, 'data/secret/1-small.files: tests with files of their own'],
  ['a lowest score that is best', { 'problem.yaml': 'name: x\ntype: scoring\ngrading:\n  objective: min\n' }, 'objective: min'],
  ['custom validation without a validator', { 'problem.yaml': 'name: x\nvalidation: custom\n' }, 'no output validator'],
])('refused: %s', (_name, files, says) => {
  expect(said(withFiles(files), 'refused').join()).toContain(says)
})

test('a package whose tests only its generators would make is refused, saying so', () => {
  const without = Object.keys(legacyFiles).filter((path) => path.startsWith('data/secret'))
  const given = withFiles({ 'generators/gen.py': 'print(1)\n', 'generators/generators.yaml': 'data: {}\n' }, without)
  expect(said(given, 'refused')).toEqual([
    'data/secret: there is no secret test; the package would have its generators make them, and generators are not run here',
  ])
  expect(said(withFiles({ 'generators/generate.py': '' }), 'ignored')).toEqual([])
})

test('an input without an answer is refused by name, except for a validator that wants none', () => {
  const lonely = { 'data/secret/3.in': '1 1\n' }
  expect(said(withFiles(lonely), 'refused')).toEqual(['data/secret/3.in: has no 3.ans beside it'])
  expect(withYaml('name: x\nvalidation: custom\n', { ...lonely, 'output_validators/v.py': accepting }).isRefused).toBe(false)
})

test('what eduscale.yaml says', () => {
  const { package: problem } = withFiles({
    'eduscale.yaml':
      'difficulty: hard\nrating: 1900\nskills: [sums]\nsummary: Add.\narena: false\nio: {input: crates.in, output: crates.out}\ntimeMultipliers: {python: 3}\nlanguages: [python, cpp]\n',
    'attachments/starter/main.py': 'pass\n',
    'include/cpp/driver.cpp': 'int main() {}\n',
    'include/default/data.txt': 'x\n',
  })
  expect(problem.about).toEqual({ difficulty: 'hard', rating: 1900, skills: ['sums'], summary: 'Add.', arena: false })
  expect(problem.judging).toMatchObject({
    io: { kind: 'files', input: 'crates.in', output: 'crates.out' },
    timeMultipliers: { python: 3 },
    includes: [{ language: 'cpp' }, { language: 'cpp17' }, { language: 'default' }],
  })
  expect(problem.languages).toEqual(['python', 'cpp'])
  expect(problem.starters).toEqual({ python: 'pass\n' })
})

test.each<[yaml: string, says: RegExp]>([
  ['name: [', /problem\.yaml: is not YAML/],
  ['- a\n- b\n', /problem\.yaml: is not a mapping/],
  ['name: x\nlimits:\n  memory: plenty\n', /problem\.yaml: limits\.memory/],
  ['name: x\nproblem_format_version: 1999-01\n', /1999-01/],
  ['name: x\nvalidation: perhaps\n', /validation.*perhaps/],
])('one line for %j', (yaml, says) => {
  expect(() => withYaml(yaml)).toThrow(says)
})
