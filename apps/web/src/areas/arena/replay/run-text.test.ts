import type { Verdict } from '@eduscale/contracts/verdict'
import { expect, test } from 'vitest'
import { runOutcome } from './run-text'

test.each<['samples' | 'own-input', Verdict | null, string]>([
  ['samples', 'AC', 'passed'],
  ['samples', 'WA', 'failed'],
  ['samples', 'CE', 'failed'],
  ['samples', null, 'open'],
  ['own-input', 'AC', 'open'],
  ['own-input', 'RTE', 'failed'],
  ['own-input', 'SKIPPED', 'open'],
])('a run on %s that came to %s is %s', (on, verdict, expected) => {
  const receivedAt = '2026-11-23T12:00:00.000Z'
  expect(runOutcome({ id: '11111111-1111-4111-8111-111111111111', atMs: 0, on, receivedAt, verdict })).toBe(expected)
})
