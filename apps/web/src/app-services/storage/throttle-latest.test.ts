import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { throttleLatest } from './throttle-latest'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('calls at once, then at most five times a second, the last value last', () => {
  const seen: number[] = []
  const { call } = throttleLatest((value: number) => seen.push(value), 200)
  for (let value = 0; value < 50; value += 1) {
    call(value)
    vi.advanceTimersByTime(20)
  }
  vi.advanceTimersByTime(400)
  expect(seen[0]).toBe(0)
  expect(seen.at(-1)).toBe(49)
  expect(seen.length).toBeLessThanOrEqual(7)
})
