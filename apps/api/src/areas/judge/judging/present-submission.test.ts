import type { TestResult } from '@eduscale/contracts/judge'
import { expect, test } from 'vitest'
import { presentProgress, presentSubmission } from './present-submission'

const base: TestResult = {
  name: '',
  isSample: false,
  verdict: 'WA',
  exitCode: 0,
  signal: null,
  exceeded: null,
  cpuMs: 1,
  wallMs: 1,
  memoryBytes: 1,
  stdout: null,
  returned: null,
  stderr: null,
  divergence: null,
  message: null,
  judgeMessage: 'for the author',
  score: null,
}
const tests: TestResult[] = [
  { ...base, name: 'sample/1', isSample: true },
  { ...base, name: 'secret/04-just-below-an-hour' },
]
const row = {
  id: '00000000-0000-4000-8000-000000000001',
  kind: 'practice',
  battleId: null,
  problemSlug: 'x',
  userId: '00000000-0000-4000-8000-000000000002',
  language: 'python',
  code: '',
  files: [],
  recvAt: new Date(0),
  verdict: 'WA',
  judgedAt: new Date(0),
  result: { compile: null, tests, total: 2, score: null, groups: [] },
}

test('a learner sees secret tests as numbers, and authors see their names', () => {
  expect(presentSubmission(row).tests.map(({ name }) => name)).toEqual(['sample/1', '2'])
  expect(presentSubmission(row, { showsJudgeMessages: true }).tests[1]?.name).toBe('secret/04-just-below-an-hour')
})

test('a learner sees groups as numbers in their folders, and authors see their names', () => {
  const names = ['sample', 'secret', 'secret/large', 'secret/negative', 'secret/negative/one-less']
  const groups = names.map((name) => ({ name, verdict: 'AC', score: 1, maxScore: 1 }))
  const scored = { ...row, result: { ...row.result, score: 3, groups } }
  const shown = (options = {}) => presentSubmission(scored, options).groups.map(({ name }) => name)
  expect(shown()).toEqual(['sample', 'secret', 'secret/1', 'secret/2', 'secret/2/1'])
  expect(shown({ showsJudgeMessages: true })).toEqual(names)
})

test('progress tells no more than the result', () => {
  const origin = { kind: 'practice' as const, userId: row.userId, battleId: null }
  const [, secret] = tests
  if (!secret) throw new Error('no secret test')
  const progress = presentProgress({ submissionId: row.id, origin, n: 1, step: 'test', index: 1, total: 2, test: secret })
  expect(JSON.stringify(progress)).not.toContain('just-below')
  expect(JSON.stringify(progress)).not.toContain('for the author')
})
