import { describe, expect, test } from 'vitest'
import { accepting, files2025, read, said, type Files } from './fixtures'

const head = 'problem_format_version: 2025-09\nname: x\n'
const withYaml = (yaml: string, more: Files = {}) => read({ ...files2025, 'problem.yaml': `${head}${yaml}`, ...more })

test('a plain package', () => {
  const given = read(files2025)
  expect(given.isRefused).toBe(false)
  expect(given.package).toMatchObject({
    format: '2025-09',
    uuid: '5ca6ba5b-36d5-4eff-8aa7-d967cbc4375e',
    limits: { timeMs: 2000, memoryMb: 128, timing: { acToTimeLimit: 2, timeLimitToTle: 1.5, resolutionMs: 1000 } },
    judging: { io: { kind: 'stdio' }, scoring: null },
  })
  expect(given.package.submissions.map(({ path, expectation }) => [path, expectation.rules[0]])).toMatchObject([
    ['accepted/sum.py', { permitted: ['AC'], required: [] }],
    ['wrong_answer/three.py', { permitted: ['AC', 'WA'], required: ['WA'] }],
  ])
})

test('metadata', () => {
  const { package: problem } = withYaml(
    [
      'credits:\n  authors: [Ann <ann@example.org>, {name: Bo, email: bo@example.org}]\n  testers: Cy',
      'source: [{name: Spring Cup, url: https://example.org}, Autumn Cup]',
      'keywords: [easy sums, two]',
      'languages: [python3, cpp, brainfuck]',
      'limits: {time_resolution: 0.5, time_multipliers: {ac_to_time_limit: 3}}',
      '',
    ].join('\n'),
  )
  expect(problem.credits).toMatchObject({
    people: { authors: ['Ann <ann@example.org>', 'Bo <bo@example.org>'], testers: ['Cy'] },
    sources: [
      { name: 'Spring Cup', url: 'https://example.org' },
      { name: 'Autumn Cup', url: null },
    ],
    keywords: ['easy sums', 'two'],
  })
  expect(problem.languages).toEqual(['python', 'cpp', 'cpp17'])
  expect(problem.limits).toMatchObject({ timeMs: null, timing: { acToTimeLimit: 3, timeLimitToTle: 1.5, resolutionMs: 500 } })
})

test('a constant without a value, or that nobody gave, is told where the statement names it', () => {
  const given = withYaml('constants: {most: 100, none: ~}\n', {
    'statement/problem.en.md': 'At most {{most}}, {{ none }}, {{other}}.\n\n{{nextsample}}\n',
  })
  expect(said(given, 'ignored').filter((line) => line.includes('{{'))).toEqual([
    'statement/problem.en.md: {{ none }} has no value in constants, and stays as it is',
    'statement/problem.en.md: {{other}} has no value in constants, and stays as it is',
  ])
})

test('constants stand in statements, validators and submissions', () => {
  const { package: problem } = withYaml('constants: {most: 100, word: crate}\n', {
    'statement/problem.en.md': 'Up to {{most}} of {{word}}, {{unknown}}.\n',
    'submissions/accepted/sum.py': 'most = {{most}}\n',
    'input_validators/check.py': 'most = {{most}}\n',
  })
  expect(problem.statements[0]?.markdown).toBe('Up to 100 of crate, {{unknown}}.\n')
  expect(problem.submissions[0]?.files[0]?.text).toBe('most = 100\n')
  expect(problem.inputValidators[0]?.program.files[0]?.text).toBe('most = 100\n')
})

test('a constant may have several spellings', () => {
  const { package: problem } = withYaml('constants: {LIMIT: {value: 1000, tex: "10^3"}, other: 2}\n', {
    'statement/problem.en.md': 'Up to ${{LIMIT.tex}}$, not {{LIMIT.words}}.\n',
    'submissions/accepted/sum.py': 'most = {{LIMIT}} + {{other}}\n',
  })
  expect(problem.statements[0]?.markdown).toBe('Up to $10^3$, not {{LIMIT.words}}.\n')
  expect(problem.submissions[0]?.files[0]?.text).toBe('most = 1000 + 2\n')
})

test('a source that a template left empty is none', () => {
  expect(withYaml('source:\n  name:\n  url:\nrights_owner:\n').package.credits).toMatchObject({ sources: [], rightsOwner: null })
})

test('a draft with groups as in the legacy format', () => {
  const draft = read({
    ...files2025,
    'problem.yaml': 'problem_format_version: 2023-07-draft\nname: x\ntype: scoring\n',
    'data/testdata.yaml': 'grader_flags: ignore_sample\n',
    'data/secret/testdata.yaml': 'on_reject: continue\nrange: 0 30\ngrader_flags: accept_if_any_accepted\n',
    'data/secret/small/testdata.yaml': 'accept_score: 30\nrange: 0 30\ngrader_flags: min\ninput_validator_flags: most=9\n',
    'data/secret/small/1.in': '1 1\n',
    'data/secret/small/1.ans': '2\n',
  })
  expect(said(draft, 'refused')).toEqual([])
  expect(said(draft, 'ignored')).toEqual([])
  expect(draft.package.judging.scoring?.groups).toMatchObject([
    { name: '', ignoresSample: true },
    { name: 'sample' },
    { name: 'secret', onReject: 'continue', verdict: 'accept-if-any-accepted', maxScore: 30 },
    { name: 'secret/small', aggregate: 'min', acceptScore: 30, maxScore: 30 },
  ])
  expect(draft.package.tests.find(({ name }) => name === 'secret/small/1')?.inputValidatorFlags).toEqual(['most=9'])
})

test('a sample that is failed takes no points where no group requires it', () => {
  const groups = withYaml('type: scoring\n').package.judging.scoring?.groups ?? []
  expect(groups[0]).toMatchObject({ name: '', onReject: 'continue', ignoresSample: true })
})

test('a language may be called by its name', () => {
  const { package: problem } = withYaml('', { 'submissions/submissions.yaml': 'accepted/sum.py: {language: Python 3}\n' })
  expect(problem.submissions.find(({ path }) => path === 'accepted/sum.py')?.language).toBe('python')
})

test.each([
  ['interactive', { io: { kind: 'interactive' }, maxPasses: 1 }],
  ['multi-pass', { io: { kind: 'stdio' }, maxPasses: 4 }],
  ['[interactive, multi-pass]', { io: { kind: 'interactive' }, maxPasses: 4 }],
  ['submit-answer', { io: { kind: 'outputs' }, maxPasses: 1 }],
])('type %s', (type, judging) => {
  const { package: problem } = withYaml(`type: ${type}\nlimits: {validation_passes: 4}\n`, { 'output_validator/v.py': accepting })
  expect(problem.judging).toMatchObject(judging)
})

test.each<[name: string, yaml: string, files: Files, says: RegExp]>([
  ['a static validator', '', { 'static_validator/v.py': accepting }, /static validators/],
  ['static validation', '', { 'data/secret/test_group.yaml': 'static_validation_score: 3\n' }, /static validation/],
  ['an interactive problem without a validator', 'type: interactive\n', {}, /needs an output validator/],
  ['arguments', '', { 'data/secret/1-small.yaml': 'args: [--fast]\n' }, /command-line arguments/],
  ['tests beside groups', '', { 'data/secret/g/1.in': '1 1\n', 'data/secret/g/1.ans': '2\n' }, /tests and groups/],
  ['a build script', '', { 'output_validator/v/build': '#!/bin/sh\n', 'output_validator/v/v.cpp': '' }, /build and run scripts/],
])('refused: %s', (_name, yaml, files, says) => {
  expect(said(withYaml(yaml, files), 'refused').join()).toMatch(says)
})

test.each(['[scoring, pass-fail]', '[interactive, submit-answer]', '[submit-answer, multi-pass]'])(
  'types that exclude each other are an error: %s',
  (type) => expect(() => withYaml(`type: ${type}\n`)).toThrow(/exclude each other/),
)

test('a kind of problem that is not known here is an error, and those that are known are named', () => {
  const expected = 'expected pass-fail, scoring, interactive, submit-answer, multi-pass'
  expect(() => withYaml('type: quiz\n')).toThrow(`problem.yaml: type: "quiz" stands there, ${expected}`)
  expect(() => withYaml('type: [scoring, quiz]\n')).toThrow(`problem.yaml: type.1: "quiz" stands there, ${expected}`)
})

test("several files in output_validator are one program's", () => {
  const { package: problem } = withYaml('', {
    'output_validator/v.cpp': '',
    'output_validator/more.cpp': '',
    'output_validator/v.h': '',
  })
  expect(problem.judging.validators.map(({ files }) => files.map(({ name }) => name))).toEqual([['more.cpp', 'v.cpp', 'v.h']])
})

describe('groups', () => {
  const grouped = (yamls: Record<string, string>) => {
    const files = Object.fromEntries(Object.entries(files2025).filter(([path]) => !path.startsWith('data/secret')))
    const tests = ['one/1', 'one/2', 'two/1'].flatMap((name): [string, string][] => [
      [`data/secret/${name}.in`, '1 1\n'],
      [`data/secret/${name}.ans`, '2\n'],
    ])
    return read({
      ...files,
      'problem.yaml': `${head}type: scoring\n`,
      ...Object.fromEntries(tests),
      ...Object.fromEntries(Object.entries(yamls).map(([name, text]) => [`data/${name}/test_group.yaml`, text])),
    })
  }

  test('pass-fail gives all or nothing, sum shares, and what must be passed before is named', () => {
    const given = grouped({
      'secret/one': 'max_score: 40\nscore_aggregation: sum\n',
      'secret/two': 'max_score: 60\nrequire_pass: [sample]\n',
    })
    expect(given.isRefused).toBe(false)
    expect(given.package.judging.scoring?.groups).toMatchObject([
      { name: '', aggregate: 'sum', ignoresSample: true },
      { name: 'sample' },
      { name: 'secret', aggregate: 'sum', maxScore: 100, onReject: 'continue' },
      { name: 'secret/one', aggregate: 'sum', acceptScore: 20, rejectScore: 0, maxScore: 40, onReject: 'continue' },
      { name: 'secret/two', aggregate: 'min', acceptScore: 60, maxScore: 60, requires: ['sample'], onReject: 'break' },
    ])
  })

  test('the words of the draft mean the same', () => {
    const [draft, final] = [
      grouped({
        'secret/one': 'scoring: {score: 40, aggregation: min}\n',
        'secret/two': 'scoring: {score: 60, require_pass: sample}\n',
      }),
      grouped({ 'secret/one': 'max_score: 40\nscore_aggregation: min\n', 'secret/two': 'max_score: 60\nrequire_pass: sample\n' }),
    ]
    expect(draft?.package.judging.scoring).toEqual(final?.package.judging.scoring)
  })

  test('a pass-fail group without a score, or one that waits for a later one, is refused', () => {
    expect(said(grouped({}), 'refused')).toContain('data/secret/one: a group with pass-fail aggregation needs a max_score')
    const later = grouped({ 'secret/one': 'max_score: 40\nrequire_pass: secret/two\n', 'secret/two': 'max_score: 60\n' })
    expect(said(later, 'refused')).toEqual(['data/secret/one: require_pass: there is no group secret/two before it'])
  })

  test('flags of a group, of a test, and of all', () => {
    const flags = (files: Files) => {
      const { tests, judging } = read({ ...files2025, ...files }).package
      return [judging.validatorFlags, ...tests.map(({ validatorFlags }) => validatorFlags)]
    }
    const own = { 'data/secret/test_group.yaml': 'output_validator_args: [case_sensitive]\n' }
    expect(flags(own)).toEqual([[], null, ['case_sensitive'], ['case_sensitive']])
    expect(
      flags({ ...own, 'data/secret/1-small.yaml': 'output_validator_args: [float_tolerance, 1e-6]\nhint: small\n' }),
    ).toEqual([[], null, ['float_tolerance', '1e-6'], ['case_sensitive']])
    expect(flags({ ...own, 'data/sample/test_group.yaml': 'output_validator_args: [case_sensitive]\n' })).toEqual([
      ['case_sensitive'],
      null,
      null,
      null,
    ])
  })
})

describe('submissions.yaml', () => {
  const rules = (yaml: string, path = 'wrong_answer/three.py') =>
    read({ ...files2025, 'submissions/submissions.yaml': yaml }).package.submissions.find((one) => one.path === path)?.expectation
      .rules

  test('replaces what a folder says', () => {
    expect(rules('wrong_answer:\n  permitted: [AC, WA, TLE]\n')).toMatchObject([
      { permitted: ['AC', 'WA', 'TLE'], required: ['WA'] },
    ])
  })

  test('adds to it by patterns, for groups of tests too', () => {
    const yaml = 'wrong_answer/{three,four}.*:\n  score: [0, 40]\n  message: too small\n  secret/*-large:\n    required: WA\n'
    expect(rules(yaml)).toMatchObject([
      { tests: '', required: ['WA'], score: null },
      { tests: '', score: { min: 0, max: 40 }, message: 'too small' },
      { tests: 'secret/*-large', required: ['WA'] },
    ])
  })

  test('a star stays within a name', () => {
    expect(rules('"*":\n  message: all\n')).toHaveLength(2)
    expect(rules('wrong*three.py:\n  message: none\n')).toHaveLength(1)
  })

  test('names a language and an entry', () => {
    const { package: problem } = read({
      ...files2025,
      'submissions/accepted/odd/go.txt': 'import run\n',
      'submissions/accepted/odd/run.py': 'x = 1\n',
      'submissions/submissions.yaml': 'accepted/odd:\n  language: python3\n  entrypoint: run.py\n',
    })
    const odd = problem.submissions.find(({ path }) => path === 'accepted/odd')
    expect(odd).toMatchObject({ language: 'python', files: [{ name: 'run.py' }, { name: 'go.txt' }] })
  })

  test.each([
    ['wrong_answer: 3\n', /expected a mapping/],
    ['wrong_answer:\n  permitted: [MAYBE]\n', /wrong_answer\.permitted/],
    ['"**********************":\n  message: x\n', /too many wildcards/],
  ])('one line for %j', (yaml, says) => {
    expect(() => rules(yaml)).toThrow(says)
  })
})
