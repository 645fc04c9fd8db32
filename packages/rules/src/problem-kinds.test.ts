import { problemKinds } from '@eduscale/contracts/problem-kind'
import type { Signature } from '@eduscale/contracts/signature'
import type { Io } from '@eduscale/contracts/test-set'
import { expect, test } from 'vitest'
import { kindRules, rulesOf, tellIo } from './problem-kinds'

const signature: Signature = { name: 'addUp', parameters: [{ name: 'first', type: 'int' }], result: 'int' }

test.each<[io: Io, told: object]>([
  [{ kind: 'stdio' }, { io: 'stdio', files: null, signature: null }],
  [
    { kind: 'files', input: 'a.in', output: null },
    { io: 'files', files: { input: 'a.in', output: null }, signature: null },
  ],
  [
    { kind: 'function', signature },
    { io: 'function', files: null, signature },
  ],
  [{ kind: 'interactive' }, { io: 'interactive', files: null, signature: null }],
  [{ kind: 'outputs' }, { io: 'outputs', files: null, signature: null }],
])('a contestant is told of %j', (io, told) => expect(tellIo(io)).toEqual(told))

test('a problem of an old event, or of a kind that came later, is solved as a plain one', () => {
  expect(rulesOf({})).toBe(kindRules.stdio)
  expect(rulesOf({ io: 'quiz' })).toBe(kindRules.stdio)
  expect(rulesOf({ io: 'outputs' })).toBe(kindRules.outputs)
})

test.each(problemKinds)('%s: the rules don’t contradict each other', (kind) => {
  const { submission, ownInput, answers, needsValidator, mayHavePasses } = kindRules[kind]
  // Where nothing runs there is nothing to give an input to, nor to run again; and nobody but a validator reads what is for it alone.
  expect(ownInput === 'nothing-runs').toBe(submission === 'answers')
  expect(submission === 'answers' && mayHavePasses).toBe(false)
  expect(answers === 'for-the-validator' && !needsValidator).toBe(false)
})
