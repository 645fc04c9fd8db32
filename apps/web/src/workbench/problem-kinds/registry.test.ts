import { testResultSchema } from '@eduscale/contracts/judge'
import { problemSchema, type Problem } from '@eduscale/contracts/problem'
import { problemKinds } from '@eduscale/contracts/problem-kind'
import { createTranslator } from 'next-intl'
import { describe, expect, test } from 'vitest'
import { englishMessages as messages } from '../../../test/english-messages'
import { plainView } from './kind-view'
import { kindViewOf } from './registry'

const workspace = createTranslator({ locale: 'en', messages, namespace: 'workspace' })
const judging = createTranslator({ locale: 'en', messages, namespace: 'judging' })
const signature = { name: 'addUp', parameters: ['first', 'second'].map((name) => ({ name, type: 'int' })), result: 'int' }
const result = testResultSchema.parse({
  name: 'sample/1',
  isSample: true,
  verdict: 'WA',
  cpuMs: 1,
  wallMs: 1,
  memoryBytes: 1,
  exitCode: 0,
  signal: null,
  exceeded: null,
  stdout: 'printed',
  stderr: '',
  divergence: null,
  message: null,
  returned: 'returned',
})
const printed = { text: 'printed', printed: null }
const elsewhere = { text: 'returned', printed: 'printed' }

const problemOf = (change: object): Problem =>
  problemSchema.parse({
    slug: 'p',
    title: 'P',
    difficulty: 'easy',
    skills: [],
    statementHtml: '',
    samples: [],
    limits: { timeMs: 1000, memoryMb: 64 },
    starters: {},
    ...change,
  })

interface Shown {
  note: string | null
  input: string
  answer: string
  own: string | null
  label: string
  told: object
}

const ownInput = 'Input your program reads'
const cases: [change: object, shown: Shown][] = [
  [{}, { note: null, input: 'Input', answer: 'Output', own: null, label: ownInput, told: printed }],
  [
    { io: 'files', files: { input: 'a.in', output: null } },
    {
      note: 'Reads a.in, writes standard output.',
      input: 'a.in',
      answer: 'Output',
      own: null,
      label: 'Content of a.in',
      told: printed,
    },
  ],
  [
    { io: 'files', files: { input: null, output: 'a.out' } },
    {
      note: 'Reads standard input, writes a.out.',
      input: 'Input',
      answer: 'a.out',
      own: 'Your a.out',
      label: ownInput,
      told: elsewhere,
    },
  ],
  [
    { io: 'function', signature },
    {
      note: 'Write the function; the judge calls it with the arguments of each test.',
      input: 'Arguments',
      answer: 'Returns',
      own: 'Your function returned',
      label: 'Arguments, one JSON value per line: first, second',
      told: elsewhere,
    },
  ],
  [
    { io: 'interactive' },
    {
      note: 'Your program talks to the judge while it runs: flush after every line.',
      input: 'Input',
      answer: 'Output',
      own: null,
      label: ownInput,
      told: printed,
    },
  ],
  [
    { io: 'outputs' },
    {
      note: 'No program is judged, only the outputs you hand in.',
      input: 'Input',
      answer: 'Output',
      own: null,
      label: ownInput,
      told: printed,
    },
  ],
]

describe('how a kind of problem is shown', () => {
  test.each(cases)('%j', (change, shown) => {
    const problem = problemOf(change)
    const view = kindViewOf(problem)
    expect({
      note: view.note(problem, judging),
      input: view.inputTitle(problem, workspace),
      answer: view.answerTitle(problem, workspace),
      own: view.ownAnswerTitle(problem, workspace),
      label: view.ownInputLabel(problem, workspace),
      told: view.answerOf(result, problem),
    }).toEqual(shown)
  })
})

test('a problem of an old event, or of a kind that came later, is shown as a plain one', () => {
  expect(kindViewOf({})).toBe(plainView)
  expect(kindViewOf({ io: 'quiz' })).toBe(plainView)
})

test('every kind of problem is shown in its own way, or is the plain one', () => {
  expect(problemKinds.filter((io) => kindViewOf({ io }) === plainView)).toEqual(['stdio'])
  expect(cases.map(([change]) => problemOf(change).io)).toEqual(expect.arrayContaining([...problemKinds]))
})
