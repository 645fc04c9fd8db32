import { describe, expect, test } from 'vitest'
import { exportPackage, zipPackage } from '../src/export-package'
import { packageFormats, type ProblemPackage } from '../src/problem-package'
import { readPackageZip } from '../src/read-package'
import { accepting, files2025, legacyFiles, png, read, type Files } from './fixtures'

const scoring2025 = 'problem_format_version: 2025-09\nname: x\ntype: scoring\nlimits: {time_limit: 1}\n'
const withoutSecret = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith('data/secret')))
const groupsOf = (names: string[]): Files =>
  Object.fromEntries(
    names.flatMap((name) => [
      [`data/secret/${name}.in`, '1 1\n'],
      [`data/secret/${name}.ans`, '2\n'],
    ]),
  )

const packages: [name: string, files: Files][] = [
  ['plain legacy', legacyFiles],
  ['plain 2025-09', files2025],
  [
    'no time limit',
    { ...files2025, 'problem.yaml': 'problem_format_version: 2025-09\nname: x\nlimits: {time_resolution: 0.5}\n' },
  ],
  [
    'everything in metadata',
    {
      ...files2025,
      'problem.yaml':
        'problem_format_version: 2025-09\nname: {en: X, sv: Y}\nuuid: u\ncredits: {authors: [Ann and Bo, "Cy, D."], testers: Ed}\nsource: [{name: A, url: https://a.example}, B]\nlicense: cc0\nrights_owner: Ann\nkeywords: [two words, one]\nlanguages: [cpp, java]\nlimits: {time_limit: 1.25, memory: 512, output: 16, time_multipliers: {ac_to_time_limit: 4, time_limit_to_tle: 2}}\n',
      'statement/problem.sv.md': 'Addera.\n',
    },
  ],
  [
    'our own keys',
    {
      ...legacyFiles,
      'eduscale.yaml':
        'difficulty: easy\nrating: 800\nskills: [a]\nsummary: s\narena: false\nsignature: {name: add, parameters: [{name: a, type: int}], result: int}\ntimeMultipliers: {python: 2.5}\nlanguages: [python]\n',
      'attachments/starter/main.py': 'x\n',
      'attachments/starter/Main.java': 'y\n',
    },
  ],
  ['file I/O', { ...legacyFiles, 'eduscale.yaml': 'io: {output: out.txt}\n' }],
  ['output-only', { ...legacyFiles, 'eduscale.yaml': 'outputs: true\n', 'submissions/accepted/all/1-small.ans': '11\n' }],
  [
    'interactive, with a validator of several files and protocols',
    {
      ...legacyFiles,
      'problem.yaml': 'name: x\nvalidation: custom interactive\nvalidator_flags: a b\n',
      'output_validators/v/v.cpp': '',
      'output_validators/v/w.cpp': '',
      'output_validators/v/v.h': '',
      'data/sample/1.interaction': '<1\n>2\n',
      'data/sample/2.interaction': '<3\n>4\n',
    },
  ],
  [
    'multi-pass',
    {
      ...files2025,
      'problem.yaml': 'problem_format_version: 2025-09\nname: x\ntype: multi-pass\nlimits: {validation_passes: 5}\n',
      'output_validator/v.py': accepting,
    },
  ],
  [
    'several validators',
    {
      ...legacyFiles,
      'problem.yaml': 'name: x\nvalidation: custom\n',
      'output_validators/a.py': accepting,
      'output_validators/b.py': 'x\n',
    },
  ],
  ['includes', { ...legacyFiles, 'include/cpp/d.cpp': 'x\n', 'include/default/y.txt': 'y\n' }],
  [
    'hints, flags and what is shown instead',
    {
      ...files2025,
      'data/secret/1-small.yaml':
        'hint: h\ndescription: d\noutput_validator_args: [float_tolerance, "1e-3"]\ninput_validator_args: {check: [a]}\n',
      'data/sample/1.in.statement': '1\n',
      'data/sample/1.out': '3.0\n',
    },
  ],
  ['flags for all', { ...legacyFiles, 'problem.yaml': 'name: x\nvalidator_flags: case_sensitive float_tolerance 1e-9\n' }],
  [
    'flags of a group',
    { ...legacyFiles, 'data/secret/testdata.yaml': 'output_validator_flags: case_sensitive\ninput_validator_flags: big\n' },
  ],
  ['pictures', { ...legacyFiles, 'problem_statement/problem.en.md': 'See ![it](it.png).\n', 'problem_statement/it.png': png }],
  [
    'legacy groups of any kind',
    {
      ...withoutSecret(legacyFiles),
      ...groupsOf(['a/1', 'a/deep/1', 'b/1']),
      'problem.yaml': 'name: x\ntype: scoring\n',
      'data/testdata.yaml': 'on_reject: continue\ngrader_flags: ignore_sample\nrange: 0 100.5\n',
      'data/secret/a/testdata.yaml':
        'grader_flags: avg first_error accept_if_any_accepted\naccept_score: 3.5\nreject_score: -1\n',
      'data/secret/b/testdata.yaml': 'on_reject: break\ngrader_flags: always_accept max\n',
    },
  ],
  [
    '2025-09 groups',
    {
      ...withoutSecret(files2025),
      ...groupsOf(['a/1', 'a/2', 'a/3', 'b/1']),
      'problem.yaml': scoring2025,
      'data/secret/a/test_group.yaml': 'max_score: 40\nscore_aggregation: sum\n',
      'data/secret/b/test_group.yaml': 'max_score: 60\nrequire_pass: [sample]\n',
    },
  ],
  ['2025-09 points without groups', { ...files2025, 'problem.yaml': scoring2025 }],
  [
    'rules of submissions',
    {
      ...files2025,
      'submissions/brute_force/b.py': 'x\n',
      'submissions/mine/c.py': 'x\n',
      'submissions/accepted/two/main.py': 'import a\n',
      'submissions/accepted/two/a.py': 'x\n',
      'submissions/submissions.yaml':
        'wrong_answer: {permitted: [AC, WA, TLE]}\nmine/*: {required: [TLE], use_for_time_limit: false, secret/1*: {permitted: [AC]}}\nbrute_force/b.py: {score: [0, 3], message: slow}\n',
    },
  ],
  [
    'tags in sources',
    { ...legacyFiles, 'submissions/mixed/a.py': '# @EXPECTED_RESULTS@: TIMELIMIT, CORRECT\n# @EXPECTED_SCORE@: 4\n' },
  ],
]

/** A folder's own rules are each format's to word. */
const comparable = ({ format, submissions, ...rest }: ProblemPackage, isSameFormat: boolean): unknown => ({
  ...rest,
  submissions: isSameFormat ? submissions : submissions.map(({ path, language, files }) => ({ path, language, files })),
  ...(isSameFormat ? { format } : {}),
})

describe.each(packages)('%s', (_name, files) => {
  const { package: problem } = read(files)

  test.each(packageFormats)('through %s and back, as an archive', async (format) => {
    const exported = exportPackage(problem, format)
    // The one thing that the newer format has no place for at all.
    if (format === '2025-09' && problem.judging.validators.length > 1) {
      expect(exported.isRefused).toBe(true)
      return
    }
    // Tests and groups beside each other are nothing that 2025-09 has.
    expect(exported.report.filter(({ level }) => level === 'refused')).toEqual([])
    const back = await readPackageZip(zipPackage(exported.files, problem.slug), problem.slug)
    const isSameFormat = problem.format === format
    expect(comparable(back.package, isSameFormat)).toEqual(comparable(problem, isSameFormat))
    expect(back.isRefused).toBe(false)
  })
})

test('what a format can not say is named, and kept for this platform', () => {
  const { package: problem } = read({
    ...files2025,
    'problem.yaml': scoring2025,
    'data/secret/test_group.yaml': 'require_pass: sample\n',
  })
  const { report } = exportPackage(problem, 'legacy')
  expect(report.map(({ what }) => what)).toContain("legacy can't say the groups exactly, other judges will not know them")
  expect(exportPackage(problem, '2025-09').report).toEqual([])
})

test('the same package is the same archive', () => {
  const { package: problem } = read(legacyFiles)
  const once = zipPackage(exportPackage(problem, 'legacy').files, 'x')
  expect(once.equals(zipPackage(exportPackage(problem, 'legacy').files, 'x'))).toBe(true)
})
