import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { TokenBuckets } from './token-bucket'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('buckets that must be full again are forgotten, once in as many takes as there are', () => {
  const buckets = new TokenBuckets({ burst: 2, perSecond: 1 })
  for (let key = 0; key < 5_000; key += 1) buckets.take(`early ${key}`)
  expect(buckets.size).toBe(5_000)
  vi.advanceTimersByTime(10_000)
  for (let take = 0; take < 6_000; take += 1) buckets.take('late')
  expect(buckets.size).toBe(1)
})

test('whoever has taken all has nothing left, however many others there are, until it has come back', () => {
  const buckets = new TokenBuckets({ burst: 2, perSecond: 1 })
  expect([1, 2, 3].map(() => buckets.take('me'))).toEqual([true, true, false])
  for (let key = 0; key < 5_000; key += 1) buckets.take(`other ${key}`)
  expect(buckets.take('me')).toBe(false)
  vi.advanceTimersByTime(1_000)
  expect(buckets.take('me')).toBe(true)
})
