import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fuzzing, readRunSeed, seedOfDay, shareOf } from './share'

const given = fc.record({
  count: fc.integer({ min: 1, max: 200 }),
  parts: fc.integer({ min: 1, max: 20 }),
  first: fc.nat(99_999),
})
const listOf = (count: number) => Array.from({ length: count }, (_, index) => index)

test('seeds that follow each other run all of a proof, each item once, and none runs nothing', () => {
  fc.assert(
    fc.property(given, ({ count, parts, first }) => {
      const rotation = Math.min(parts, count)
      const shares = listOf(rotation).map((day) => shareOf(listOf(count), parts, first + day))
      expect(shares.flat().toSorted((a, b) => a - b)).toEqual(listOf(count))
      expect(Math.min(...shares.map((share) => share.length))).toBeGreaterThan(0)
      expect(Math.max(...shares.map((share) => share.length))).toBe(Math.ceil(count / rotation))
    }),
  )
})

test('a seed runs the same share again, and the whole runs everything', () => {
  expect(shareOf(listOf(10), 3, 7)).toEqual([1, 4, 7])
  expect(shareOf(listOf(10), 3, 'whole')).toEqual(listOf(10))
  expect(shareOf([], 3, 7)).toEqual([])
})

test('the seed is the day in UTC, unless one is given', () => {
  const noon = Date.parse('2026-11-29T12:00:00Z')
  // Nothing at all would be what the run itself was given.
  expect(readRunSeed('', noon)).toBe(seedOfDay(noon))
  expect(seedOfDay(Date.parse('2026-11-30T00:00:00Z'))).toBe(seedOfDay(noon) + 1)
  expect(readRunSeed('12', noon)).toBe(12)
  expect(readRunSeed('whole', noon)).toBe('whole')
  expect(() => readRunSeed('today', noon)).toThrow('TEST_SEED')
})

test('a fuzzer tries more in a whole run, and not the same again', () => {
  expect(fuzzing(50, 1_000, 7)).toEqual({ numRuns: 50, seed: 7 })
  expect(fuzzing(50, 1_000, 'whole')).toEqual({ numRuns: 1_000 })
})
