import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainJudging, type Judging, type TestGroup } from '@eduscale/contracts/test-set'
import { judgeSubmission, type Judgement, type JudgeRequest } from '../src/judge-submission'
import { python, requestOf, testOf, verdicts } from './python-problem'
import { openTestSandbox, type TestSandbox } from './open-test-sandbox'

let opened: TestSandbox
beforeAll(async () => {
  opened = await openTestSandbox('points')
})
afterAll(async () => opened.close())

async function judge(text: string, change: Partial<JudgeRequest>): Promise<Judgement> {
  return judgeSubmission(opened.sandbox, requestOf(text, change), AbortSignal.timeout(60_000))
}

const group = (name: string, change: Partial<TestGroup> = {}): TestGroup => ({
  name,
  onReject: 'continue',
  verdict: 'worst-error',
  aggregate: 'sum',
  acceptScore: 1,
  rejectScore: 0,
  maxScore: null,
  ignoresSample: false,
  requires: [],
  ...change,
})

test('points by groups: a group breaks at its first failure, others go on, required ones decide', async () => {
  const scoring = {
    groups: [
      group(''),
      group('secret'),
      group('secret/1', { aggregate: 'min', acceptScore: 40, onReject: 'break' }),
      group('secret/2', { aggregate: 'min', acceptScore: 60, onReject: 'break' }),
      group('secret/3', { aggregate: 'min', acceptScore: 50, onReject: 'break', requires: ['secret/2'] }),
    ],
  }
  const names = ['secret/1/a', 'secret/1/b', 'secret/2/a', 'secret/2/b', 'secret/3/a']
  const tests = names.map((name, i) => testOf(name, `${i}\n`, `${i}\n`))
  const judging = { ...plainJudging, scoring }
  const run = async (wrongAt: number, stopAtFirst = false) =>
    judge(`n = int(input())\nprint(n if n != ${wrongAt} else "?")`, { judging, tests, stopAtFirst })
  expect(await run(9)).toMatchObject({ verdict: 'AC', score: 150 })
  const half = await run(2, true)
  expect(half).toMatchObject({ verdict: 'WA', score: 40 })
  expect(verdicts(half)).toEqual(['AC', 'AC', 'WA', 'SKIPPED', 'SKIPPED'])
  expect(half.groups.map(({ name, score }) => [name, score])).toEqual([
    ['secret', 40],
    ['secret/1', 40],
    ['secret/2', 0],
    ['secret/3', 0],
  ])
})

test('a validator says points, and may say a share', async () => {
  const scoring = { groups: [group('', { acceptScore: 10, maxScore: 12 })] }
  const says = (name: string) => python(`import sys\nopen(sys.argv[3] + "${name}", "w").write(sys.stdin.read())\nsys.exit(42)`)
  const tests = ['2.5', '100', 'x'].map((n) => testOf(n, n, ''))
  const judged = async (name: string) =>
    judge('print(input())', { judging: { ...plainJudging, scoring, validators: [says(name)] }, tests })
  const points = await judged('score.txt')
  expect(points.tests.map(({ verdict, score }) => [verdict, score])).toEqual([
    ['AC', 2.5],
    ['AC', 12],
    ['IE', 0],
  ])
  expect(points.error).toContain('no number')
  expect((await judged('score_multiplier.txt')).tests[0]?.score).toBe(12)
})

const leaving = (files: Record<string, string>, code: number) =>
  python(
    `import sys\n${Object.entries(files)
      .map(([name, text]) => `open(sys.argv[3] + "${name}", "w").write("${text}")\n`)
      .join('')}sys.exit(${code})`,
  )

test.each<[what: string, group: Partial<TestGroup>, files: Record<string, string>, code: number, says: string | number]>([
  ['a score with a rejection', { validatorScores: 'bounded' }, { 'score.txt': '1' }, 43, 'rejects and gives a score'],
  ['both files', { validatorScores: 'bounded' }, { 'score.txt': '1', 'score_multiplier.txt': '1' }, 42, 'wrote both'],
  ['more than the most', { validatorScores: 'bounded' }, { 'score.txt': '10.5' }, 42, '10.5 points where 10'],
  ['less than nothing', { validatorScores: 'bounded' }, { 'score.txt': '-1' }, 42, 'negative'],
  ['a share above one', { validatorScores: 'bounded' }, { 'score_multiplier.txt': '1.5' }, 42, 'above 1'],
  ['a score where all or nothing counts', { validatorScores: 'none' }, { 'score.txt': '1' }, 42, 'passes or fails'],
  ['a share without a highest score', { validatorScores: 'unbounded' }, { 'score_multiplier.txt': '1' }, 42, 'without a highest'],
  ['no score where one is due', { validatorScores: 'unbounded' }, {}, 42, 'wrote no score.txt'],
  ['an empty score.txt', {}, { 'score.txt': '' }, 42, 'no number (an empty file)'],
  ['an empty score_multiplier.txt', {}, { 'score_multiplier.txt': '\\n' }, 42, 'no number (an empty file)'],
  ['a hexadecimal score', {}, { 'score.txt': '0x10' }, 42, 'no number (0x10)'],
  ['a score with an exponent, allowed', { validatorScores: 'bounded' }, { 'score.txt': '2.5e+00\\n' }, 42, 2.5],
  ['the highest score, allowed', { validatorScores: 'bounded' }, { 'score.txt': '10' }, 42, 10],
  ['no score, allowed', { validatorScores: 'bounded' }, {}, 42, 10],
  ['any score, allowed', { validatorScores: 'unbounded', maxScore: null }, { 'score.txt': '1000' }, 42, 1000],
  ['the legacy format, where more is cut', {}, { 'score.txt': '100' }, 42, 12],
])('points against the rules are an error of the judge, not of the program: %s', async (_what, own, left, code, says) => {
  const scoring = { groups: [group('', { acceptScore: 10, maxScore: 12, ...own })] }
  const judging: Judging = { ...plainJudging, scoring, validators: [leaving(left, code)] }
  const judged = await judge('print(1)', { judging, tests: [testOf('1', '', '')] })
  // Of an output-only problem's validator the same is asked.
  const outputs: Judging = { ...judging, io: { kind: 'outputs' } }
  const handedIn = await judge('', {
    judging: outputs,
    sources: [{ name: '1.out', text: '1\n' }],
    tests: [testOf('1', '', '')],
  })
  for (const { tests, verdict, error } of [judged, handedIn])
    if (typeof says === 'number') expect(tests).toMatchObject([{ verdict: 'AC', score: says }])
    else expect({ verdict, error }).toEqual({ verdict: 'IE', error: expect.stringContaining(says) })
})

test('an output-only problem is judged by the files handed in, and partial work gets its points', async () => {
  const scoring = { groups: [group('', { acceptScore: 50 })] }
  const judging: Judging = { ...plainJudging, io: { kind: 'outputs' }, scoring }
  const sources = [
    { name: '1.out', text: '9\n' },
    { name: 'notes.txt', text: '' },
  ]
  const judgement = await judge('', { judging, sources })
  expect(judgement).toMatchObject({ verdict: 'WA', score: 50, compile: { ok: true } })
  expect(judgement.tests[1]).toMatchObject({ verdict: 'WA', message: 'no output was given for this test' })
})

test('no slot broke under any of these', () => {
  expect(opened.anomalies).toEqual([])
})
