import { expect, test } from 'vitest'
import { isNewerClaim, isTabClaim } from './tab-claim'

const older = { battleId: 'b', userId: 'u', tab: 'one', at: 1 }

test('of two tabs exactly one steps back, also when both claim in the same millisecond', () => {
  for (const newer of [
    { ...older, tab: 'two', at: 2 },
    { ...older, tab: 'two' },
  ]) {
    expect([isNewerClaim(newer, older), isNewerClaim(older, newer)]).toEqual([true, false])
  }
  expect(isNewerClaim(older, older)).toBe(false)
})

test('a tab that goes away takes the typing from nobody', () => {
  expect(isNewerClaim({ ...older, tab: 'two', at: 2, isReleased: true }, older)).toBe(false)
})

test('what is no claim is left alone', () => {
  expect([older, null, 'claim', { tab: 'two' }].map(isTabClaim)).toEqual([true, false, false, false])
})
