import { problemKinds } from '@eduscale/contracts/problem-kind'
import { kindRules } from '@eduscale/rules/problem-kinds'
import { expect, test } from 'vitest'
import { requireLanguage, requireNoOwnInput } from './problem.policy'

test.each(problemKinds)('%s: an own input is refused, with a reason, where none is run, and nowhere else', (io) => {
  const isRun = kindRules[io].ownInput === 'is-run'
  if (isRun) expect(() => requireNoOwnInput({ io })).not.toThrow()
  else expect(() => requireNoOwnInput({ io })).toThrow(/run/)
})

test.each(problemKinds)('%s: languages are allowed or not where programs are handed in', (io) => {
  const isOutputs = kindRules[io].submission === 'answers'
  expect(() => requireLanguage({ io, languages: ['python'] }, 'python')).not.toThrow()
  expect(() => requireLanguage({ io, languages: null }, 'lua')).not.toThrow()
  if (isOutputs) expect(() => requireLanguage({ io, languages: ['python'] }, 'lua')).not.toThrow()
  else expect(() => requireLanguage({ io, languages: ['python'] }, 'lua')).toThrow('This problem can be solved in Python only.')
})
