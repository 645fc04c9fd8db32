import { describe, expect, test } from 'vitest'
import { accepting, files2025, legacyFiles, read, said, type Files } from './fixtures'

const withEduscale = (yaml: string): Files => ({ ...legacyFiles, 'eduscale.yaml': yaml })
const withSubmissions = (yaml: string): Files => ({ ...files2025, 'submissions/submissions.yaml': yaml })

describe('eduscale.yaml: a wrong value is named with its key and what may stand there', () => {
  test.each<[yaml: string, says: RegExp]>([
    ['difficulty: brutal\n', /^eduscale\.yaml: difficulty: "brutal" stands there, expected easy, medium, hard/],
    ['rating: 9000\n', /rating: 9000 stands there, .*<=5000/],
    ['rating: .nan\n', /rating: \.nan stands there, expected a number/],
    ['rating: -.INF\n', /rating: -\.inf stands there, expected a number/],
    ['timeMultipliers: { python: .inf }\n', /timeMultipliers\.python: \.inf stands there, expected a number/],
    ['languages: { python: [.nan, 1] }\n', /languages: \{"python":\[\.nan,1\]\} stands there, expected an array/],
    ['rating: high\n', /rating: "high" stands there, expected a number/],
    ['arena: sometimes\n', /arena: "sometimes" stands there, expected a boolean/],
    ['outputs: 1\n', /outputs: 1 stands there, expected a boolean/],
    ['io: square.in\n', /io: "square\.in" stands there, expected a mapping/],
    ['io: { input: a/b }\n', /io\.input: "a\/b" stands there, a file name is/],
    ['languages: [python, cobol]\n', /languages\.1: "cobol" stands there, expected python, .*ocaml/],
    ['languages: python\n', /languages: "python" stands there, expected an array/],
    ['timeMultipliers: { pyton: 3 }\n', /timeMultipliers\.pyton: is no key there, expected python, .*ocaml/],
    ['timeMultipliers: { python: 1000 }\n', /timeMultipliers\.python: 1000 stands there, .*<=100/],
    [
      'signature: { name: f, parameters: [{ name: a, type: flaot }], result: int }\n',
      /signature\.parameters\.0\.type: "flaot" stands there, a type is int, long, double, bool or string/,
    ],
    ['signature: { name: f, result: int }\n', /signature\.parameters: nothing stands there, expected an array/],
    ['exact: { languages: [cobol] }\n', /exact\.languages\.0: "cobol" stands there, expected python, /],
  ])('%j', (yaml, says) => {
    expect(() => read(withEduscale(yaml))).toThrow(says)
  })
})

describe('submissions.yaml: a wrong value is named with its key and what may stand there', () => {
  test.each<[yaml: string, says: RegExp]>([
    ['wrong_answer: 3\n', /^submissions\/submissions\.yaml: wrong_answer: 3 stands there, expected a mapping/],
    ['wrong_answer: .nan\n', /wrong_answer: \.nan stands there, expected a mapping/],
    ['wrong_answer: { permitted: MAYBE }\n', /wrong_answer\.permitted: "MAYBE" stands there, expected AC, WA, TLE, RTE/],
    ['wrong_answer: { permitted: [WA, MAYBE] }\n', /wrong_answer\.permitted\.1: "MAYBE" stands there, expected AC, WA, TLE, RTE/],
    ['wrong_answer/*: { required: 3 }\n', /wrong_answer\/\*\.required: 3 stands there, expected AC, WA, TLE, RTE, an array/],
    ['wrong_answer: { score: [1] }\n', /wrong_answer\.score: \[1\] stands there, expected a number/],
    ['wrong_answer: { score: [1, most] }\n', /wrong_answer\.score\.1: "most" stands there, expected a number/],
    ['wrong_answer: { message: [a] }\n', /wrong_answer\.message: \["a"\] stands there, expected a string/],
    ['wrong_answer: { use_for_time_limit: both }\n', /use_for_time_limit: "both" stands there, expected a boolean, lower, upper/],
    ['wrong_answer: { model_solution: yes please }\n', /model_solution: "yes please" stands there, expected a boolean/],
    ['wrong_answer: { secret: WA }\n', /wrong_answer\.secret: "WA" stands there, expected a mapping/],
    ['wrong_answer: { secret/1*: { required: [NO] } }\n', /secret\/1\*\.required\.0: "NO" stands there, expected AC, WA/],
  ])('%j', (yaml, says) => {
    expect(() => read(withSubmissions(yaml))).toThrow(says)
  })
})

test('unknown keys are said with those that are known, at any depth', () => {
  const own = read(
    withEduscale(
      'dificulty: easy\nio: { inptu: a.in }\nsignature: { name: f, parameters: [{ name: a, type: int, tpye: x }], result: int }\n',
    ),
  )
  expect(said(own, 'ignored').filter((line) => line.includes('unknown key'))).toEqual([
    expect.stringMatching(/^eduscale\.yaml: unknown key dificulty, expected difficulty, rating, /),
    'eduscale.yaml: unknown key io.inptu, expected input, output',
    'eduscale.yaml: unknown key signature.parameters.0.tpye, expected name, type',
  ])
  const submissions = read(withSubmissions('wrong_answer: { permited: WA, secret: { requird: WA } }\n'))
  expect(said(submissions, 'ignored').filter((line) => line.includes('unknown key'))).toEqual([
    'submissions/submissions.yaml: unknown key wrong_answer.secret.requird, expected permitted, required, score, message, use_for_time_limit',
    expect.stringMatching(/submissions\.yaml: unknown key wrong_answer\.permited, expected permitted, .*entrypoint/),
  ])
  const problem = read({ ...files2025, 'problem.yaml': `${String(files2025['problem.yaml'])}  memroy: 64\n` })
  expect(said(problem, 'ignored')).toEqual([
    expect.stringMatching(/^problem\.yaml: unknown key limits\.memroy, expected time_limit, memory/),
  ])
})

test('what may be named freely is no unknown key', () => {
  const files = {
    'output_validators/check.py': accepting,
    'eduscale.yaml': 'exact: { names: { de: Zwei }, tests: { secret/1-small: {} } }\n',
  }
  const lines = said(read({ ...legacyFiles, ...files, 'problem.yaml': 'name: x\nvalidation: custom\n' }), 'ignored')
  expect(lines.filter((line) => line.includes('unknown key'))).toEqual([])
})

test('an entrypoint and a language that aren’t there are said', () => {
  const entry = read(withSubmissions('accepted/sum.py: { entrypoint: main.py }\n'))
  expect(said(entry, 'ignored')).toContain('submissions/accepted/sum.py: entrypoint main.py; expected sum.py')
  const language = read(withSubmissions('wrong_answer/three.py: { language: cobol }\n'))
  expect(said(language, 'ignored').join('\n')).toMatch(
    /three\.py: submissions\.yaml says that it is in cobol, which doesn't run here, expected python, /,
  )
})

test('of a key that stands twice in these the last counts too, and text counts as it is written', () => {
  const result = read(withEduscale('summary: 007\nskills: [1.0, 2024]\nrating: 1000\nrating: 2000\n'))
  expect(result.package.about).toMatchObject({ summary: '007', skills: ['1.0', '2024'], rating: 2000 })
  expect(said(result, 'ignored').join('\n')).toMatch(/eduscale\.yaml: a key stands there twice/)
  const twice = read(withSubmissions('wrong_answer: { message: a }\nwrong_answer: { message: b }\n'))
  expect(said(twice, 'ignored').join('\n')).toMatch(/submissions\.yaml: a key stands there twice/)
})

test.each<[path: string, yaml: string, says: RegExp]>([
  [
    'problem.yaml',
    'problem_format_version: legacy\nname: "A\\0B"\n',
    /^problem\.yaml: name: a NUL or half of a character stands there/,
  ],
  ['problem.yaml', 'name: x\n"a\\0": 1\n', /^problem\.yaml: a NUL or half of a character stands there/],
  ['eduscale.yaml', 'summary: "a\\0b"\n', /^eduscale\.yaml: summary: a NUL/],
  ['eduscale.yaml', 'skills: [good, "a\\uD800b"]\n', /^eduscale\.yaml: skills\.1: a NUL or half/],
])('%s with %j is refused, since nothing can store it', (path, yaml, says) => {
  expect(() => read({ ...legacyFiles, [path]: yaml })).toThrow(says)
})
