import type { Verdict } from '@eduscale/contracts/verdict'
import { expect, test } from 'vitest'
import { shownVerdict } from './shown-verdict'

test.each<[Verdict | null, number, string, string | null]>([
  ['AC', 100, 'AC', 'AC'],
  ['AC', 40, 'WA', 'PARTIAL'],
  ['WA', 0, 'WA', 'WA'],
  [null, 0, 'pending', null],
])('%s with %d points is shown as %s, %s', (verdict, points, mark, text) => {
  expect(shownVerdict({ verdict, points })).toEqual({ mark, text })
})
