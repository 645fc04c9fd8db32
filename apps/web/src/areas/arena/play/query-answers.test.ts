import type { BattleView } from '@eduscale/contracts/battle'
import { applyBattleEvent, emptyBattleView } from '@eduscale/rules/battle-view'
import { createTranslator } from 'next-intl'
import { expect, test } from 'vitest'
import { englishMessages as messages } from '../../../../test/english-messages'
import type { RunState } from '../../../app-services/runs/runs-slice'
import { answerQuery, type QueryFacts, type QueryKey } from './query-answers'

const ada = '11111111-1111-4111-8111-111111111111'
const ben = '22222222-2222-4222-8222-222222222222'
const startsAt = '2026-11-23T12:00:00.000Z'
const rating = { rating: 1500, deviation: 350, isProvisional: true, battles: 0 }
const texts = {
  t: createTranslator({ locale: 'en', messages, namespace: 'battleQuery' }),
  verdicts: createTranslator({ locale: 'en', messages, namespace: 'verdict' }),
}

function running(): BattleView {
  const base = emptyBattleView('33333333-3333-4333-8333-333333333333')
  const players = [ada, ben].map((id) => ({ id, name: id === ada ? 'Ada' : 'Ben', kind: 'guest' as const, rating }))
  const created = { origin: 'invite' as const, rules: base.rules, players, problemCommit: null }
  const view = applyBattleEvent(base, { seq: 1, at: startsAt, actor: null, t: 'battle:created', d: created })
  return { ...view, state: 'RUNNING', startsAt, endsAt: '2026-11-23T12:20:00.000Z' }
}

function ask(key: QueryKey, given: Partial<QueryFacts> = {}): string {
  const facts = { view: running(), myId: ada, now: Date.parse(startsAt) + 434_000, present: [ben], live: {}, run: null }
  return answerQuery(key, { ...facts, ...given }, texts)
}

const failed = { name: 'sample/1', isSample: true, verdict: 'WA', stdout: '4\n5\n', returned: null } as const
const run = { phase: 'done', isOwnInput: false, verdict: 'WA', tests: { 0: { verdict: 'AC' }, 1: failed }, compile: null }

test('the clock tells what is left, also while it stands still', () => {
  expect(ask('c')).toBe('12 minutes 46 seconds left.')
  expect(ask('c', { now: Date.parse(startsAt) + 1_199_000 })).toBe('1 second left.')
  const suspended = { ...running(), state: 'SUSPENDED', suspendedSince: '2026-11-23T12:18:00.000Z' } as const
  expect(ask('c', { view: suspended })).toBe('The clock stands still with 2 minutes 0 seconds left.')
  expect(ask('c', { view: { ...running(), state: 'JUDGING' } })).toContain('Time is up')
})

test('the clock does not say that the time is up when a solution decided it', () => {
  const submitted = { submissionId: ada, userId: ada, language: 'python', number: 1, bytes: 3, codeHash: null } as const
  const received = applyBattleEvent(running(), { seq: 2, at: startsAt, actor: ada, t: 'battle:submitted', d: submitted })
  const judged = { submissionId: ada, userId: ada, verdict: 'AC', passed: 9, total: 9 } as const
  const view = applyBattleEvent(received, { seq: 3, at: startsAt, actor: null, t: 'battle:judged', d: judged })
  expect(ask('c', { view: { ...view, state: 'JUDGING' } })).toContain('It is decided')
})

test('the place in a group is told once there is one, and that of a team among the teams', () => {
  const duel = running()
  const [first, second] = duel.players
  if (!first || !second) throw new Error('two play')
  const third = { ...second, user: { ...second.user, id: '44444444-4444-4444-8444-444444444444', name: 'Cid' } }
  const submission = {
    id: ben,
    number: 1,
    language: 'python',
    receivedAt: startsAt,
    seq: 2,
    passed: 9,
    total: 9,
    bytes: 3,
  } as const
  const solved = [{ ...submission, verdict: 'AC' as const, points: 100, judgedAt: startsAt }]
  const group = { ...duel, rules: { ...duel.rules, format: 'group' as const } }
  expect(ask('o', { view: { ...group, players: [first, second, third] } })).toBe('Nobody leads yet.')
  const players = [first, { ...second, submissions: solved }, third]
  expect(ask('o', { view: { ...group, players } })).toBe('You are in place 2 of 3; Ben leads.')
  expect(ask('o', { view: { ...group, players }, myId: ben })).toBe('You lead, in place 1 of 3.')

  const teams = { ...duel, rules: { ...duel.rules, format: 'teams' as const, teamCount: 2 } }
  const inTeams = players.map((player, index) => ({ ...player, team: index === 0 ? 1 : 2 }))
  expect(ask('o', { view: { ...teams, players: inTeams } })).toBe('Your team is in place 2 of 2; team 2 leads.')
  expect(ask('o', { view: { ...teams, players: inTeams }, myId: third.user.id })).toBe('Your team leads, in place 1 of 2.')
})

test('the last verdict and the opponent are told from the log', () => {
  expect(ask('v')).toBe('You have submitted nothing yet.')
  expect(ask('o', { live: { [ben]: { cursor: { n: 1, line: 3, lines: 9 }, progress: null } } })).toBe(
    'Ben is here. In line 3 of 9. No submission yet.',
  )
  const submitted = { submissionId: ada, userId: ada, language: 'python', number: 1, bytes: 3, codeHash: null } as const
  const received = applyBattleEvent(running(), { seq: 2, at: startsAt, actor: ada, t: 'battle:submitted', d: submitted })
  expect(ask('v', { view: received })).toBe('Submission 1 is being judged: 0 of its tests done.')
  const judged = { submissionId: ada, userId: ada, verdict: 'TLE', passed: 3, total: 9 } as const
  const view = applyBattleEvent(received, { seq: 3, at: startsAt, actor: null, t: 'battle:judged', d: judged })
  expect(ask('v', { view })).toBe('Submission 1: Time limit exceeded, 3 of 9 tests.')
  expect(ask('o', { view, myId: ben, present: [] })).toBe('Ada is away. Submission 1: Time limit exceeded, 3 of 9 tests.')
})

test('the failing case is a sample in full, and nothing of a secret test', () => {
  const samples = [{ name: '1', input: '2\n1 3\n', answer: '4' }]
  // Only what the answer reads of a problem and of a run.
  const view = { ...running(), problem: { samples } } as unknown as BattleView
  const asked = (given: object) => ask('f', { view, run: { ...run, ...given } as unknown as RunState })
  expect(ask('f')).toBe('Nothing was run yet.')
  expect(asked({})).toBe('Test 2: Wrong answer. Input: 2 | 1 3. Expected: 4. Yours: 4 | 5.')
  expect(asked({ tests: { 0: { ...failed, isSample: false } } })).toBe(
    'Test 1: Wrong answer. What is in this test is kept secret.',
  )
  expect(asked({ tests: { 0: { verdict: 'AC' } }, verdict: 'AC' })).toBe('No test failed.')
  expect(asked({ tests: {}, phase: 'testing', verdict: null })).toBe('No test has failed so far.')
  expect(asked({ tests: {}, verdict: 'CE', compile: { output: 'line 1\nline 2' } })).toBe('It doesn’t compile: line 1 | line 2')
})
