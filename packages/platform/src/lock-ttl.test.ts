import { expect, test } from 'vitest'
import { lockTtlMs, renewalIntervalMs } from './lock-ttl'

test.each([
  ['nothing known', null, 2_000],
  ['quick', 0.01, 2_000],
  ['a quarter of a second', 0.25, 2_500],
  ['half a second', 0.5, 5_000],
  ['slow', 5, 8_000],
])('the time to live: %s', (_name, p99, expected) => {
  expect(lockTtlMs(p99)).toBe(expected)
})

test.each([
  [8_000, 500],
  [2_000, 500],
  [900, 300],
])('a lock of %d ms is renewed every %d ms', (ttlMs, expected) => {
  expect(renewalIntervalMs(ttlMs)).toBe(expected)
})
