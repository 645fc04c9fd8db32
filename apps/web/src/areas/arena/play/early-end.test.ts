import type { BattleView } from '@eduscale/contracts/battle'
import { emptyBattleView } from '@eduscale/rules/battle-view'
import { expect, test } from 'vitest'
import { findEarlyEnd } from './early-end'

type Player = BattleView['players'][number]

const rating = { rating: 1500, deviation: 350, isProvisional: true, battles: 0 }
const base = emptyBattleView('33333333-3333-4333-8333-333333333333')
const at = (second: number) => Date.parse('2026-11-23T12:00:00.000Z') + second * 1_000

function player(id: string, solvedAt: number | null, given: Partial<Player> = {}): Player {
  const submission = {
    id: `of ${id}`,
    number: 1,
    language: 'python',
    receivedAt: new Date(at(solvedAt ?? 0)).toISOString(),
    seq: 10 + (solvedAt ?? 0),
    verdict: solvedAt === null ? null : 'AC',
    passed: 3,
    total: 3,
    points: solvedAt === null ? 0 : 100,
    bytes: 10,
    judgedAt: null,
  } as const
  const user = { id, name: id, kind: 'guest', rating } as const
  const presence = { team: null, isReady: true, leftBecause: null, offersDraw: false, allowsLiveCode: false, forfeitAt: null }
  return { user, ...presence, submissions: [submission], ...given }
}

function judging(rules: Partial<BattleView['rules']>, players: Player[]) {
  return findEarlyEnd({ state: 'JUDGING', rules: { ...base.rules, ...rules }, players })
}

test('a duel, and a race of teams, end with the first solution that was received', () => {
  const end = { by: 'solution', userId: 'b', atMs: at(30) }
  expect(judging({}, [player('a', 40), player('b', 30), player('c', null)])).toEqual(end)
  const teams = [player('a', 40, { team: 1 }), player('b', 30, { team: 2 })]
  expect(judging({ format: 'teams', scoring: 'points' }, teams)).toEqual(end)
})

test('a part of the points decides nothing', () => {
  const [submission] = player('b', 30).submissions
  const part = submission ? [{ ...submission, points: 60 }] : []
  expect(judging({ scoring: 'points' }, [player('a', null), player('b', 30, { submissions: part })])).toBeNull()
})

test('a group ends when all who are left have solved it', () => {
  const [a, b, c] = [player('a', 40), player('b', 30), player('c', null)]
  expect(judging({ format: 'group' }, [a, b, c])).toBeNull()
  expect(judging({ format: 'group' }, [a, b, { ...c, leftBecause: 'resigned' }])).toEqual({ by: 'all', atMs: at(40) })
})

test('with one side left it is over, whatever it is about', () => {
  const gone = player('b', null, { leftBecause: 'forfeit' })
  expect(judging({ format: 'group', scoring: 'fewest-bytes' }, [player('a', 20), gone])).toEqual({ by: 'departure', atMs: null })
})

test('otherwise the time was up', () => {
  expect(judging({}, [player('a', null), player('b', null)])).toBeNull()
  expect(judging({ scoring: 'fewest-bytes' }, [player('a', 20), player('b', null)])).toBeNull()
  const players = [player('a', 20), player('b', null)]
  expect(findEarlyEnd({ state: 'RUNNING', rules: base.rules, players })).toBeNull()
})
