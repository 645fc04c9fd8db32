import { expect, test } from 'vitest'
import { findBroken } from './check-answers'

const opened = { battleId: '6f2c1e9a-3f0b-4c55-9d0e-2a4b7c1d8e90' }
const refusal = (code: string) => JSON.stringify({ code, message: 'no' })

test.each([
  ['as it should be', 201, JSON.stringify(opened), null],
  ['another status', 200, JSON.stringify(opened), 'status 200 instead of 201'],
  ['a field that is missing', 201, '{}', 'battleId'],
  ['a field of another kind', 201, '{"battleId":7}', 'battleId'],
  ['more than it should say', 201, JSON.stringify({ ...opened, token: 'x' }), 'says more than it should: token'],
  ['no JSON', 201, '<html>', 'expected object'],
  ['no text at all', 201, null, 'expected object'],
  ['one of its refusals', 409, refusal('already-playing'), null],
  ['a refusal that any route has', 429, refusal('rate-limited'), null],
  ['a refusal of another route', 409, refusal('name-taken'), 'refuses with name-taken'],
  ['a refusal that nobody knows', 409, refusal('so-there'), 'no error body'],
  ['nothing for whoever has it', 304, null, null],
])('%s', (_what, status, text, broken) => {
  const found = findBroken('openBotBattle', status, text)
  if (broken === null) expect(found).toBeNull()
  else expect(found).toContain(broken)
})

test('what is nested is looked at as well', () => {
  const problems = [
    { slug: 'a', title: 'A', lang: 'en', summary: '', difficulty: 'easy', rating: 1, skills: [], isSolved: null, answer: 42 },
  ]
  expect(findBroken('listProblems', 200, JSON.stringify({ problems }))).toBe('says more than it should: problems.0.answer')
})

test('where strangers are let in, nobody is asked to sign in', () => {
  expect(findBroken('getStatus', 401, refusal('unauthenticated'))).toContain('unauthenticated')
  expect(findBroken('getMe', 401, refusal('unauthenticated'))).toBeNull()
  expect(findBroken('signOut', 204, '')).toBeNull()
})
