import type { BattleRules } from '@eduscale/contracts/battle'
import { emptyBattleView } from '@eduscale/rules/battle-view'
import { expect, test } from 'vitest'
import { isUsual } from './sides'

const { rules } = emptyBattleView('33333333-3333-4333-8333-333333333333')

test.each<[Partial<BattleRules>, boolean]>([
  [{}, true],
  [{ isRanked: true, limitMs: 600_000, difficulty: 'hard' }, true],
  [{ scoring: 'fewest-bytes' }, false],
  [{ languages: ['rust'] }, false],
  [{ skills: ['graphs'] }, false],
  [{ format: 'group' }, false],
])('the rules %j are the usual ones: %s', (given, usual) => expect(isUsual({ ...rules, ...given })).toBe(usual))
