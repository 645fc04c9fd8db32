import { emptyBattleView } from '@eduscale/rules/battle-view'
import { expect, test } from 'vitest'
import { absenceMs, findAbsenceLoss } from './absence'

const lostAt = Date.parse('2026-11-23T12:00:00.000Z')
const { rules } = emptyBattleView('33333333-3333-4333-8333-333333333333')
const duel = { state: 'RUNNING', rules, endsAt: '2026-11-23T12:20:00.000Z' } as const
const group = { ...rules, format: 'group' } as const
const here = { leftBecause: null, forfeitAt: null } as const

test.each([
  ['a duel', duel, here, lostAt + absenceMs],
  ['a rated group', { ...duel, rules: { ...group, isRanked: true } }, here, lostAt + absenceMs],
  ['a casual group', { ...duel, rules: group }, here, null],
  ['a battle whose clock stands still', { ...duel, state: 'SUSPENDED' }, here, null],
  ['a battle that ends before', { ...duel, endsAt: '2026-11-23T12:01:00.000Z' }, here, null],
  ['a battle one has left', duel, { ...here, leftBecause: 'resigned' }, null],
  ['a forfeit that is known', duel, { ...here, forfeitAt: '2026-11-23T12:00:40.000Z' }, null],
] as const)('%s', (_, view, me, lossAt) => expect(findAbsenceLoss({ view, me, lostAt })).toBe(lossAt))
