import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ServerClock } from './server-clock'

const serverAt = Date.parse('2026-01-01T12:00:00Z')
let monotonic = 0
const newClock = () => new ServerClock(() => monotonic)

beforeEach(() => {
  monotonic = 1_000
  vi.useFakeTimers({ now: serverAt - 5_000 })
})
afterEach(() => void vi.useRealTimers())

test('the sample with the least round trip sets the clock', () => {
  const clock = newClock()
  // A slow sample that is 150 ms off because the way back was slow, and a quick one that is right.
  clock.addSample(1_000, 1_400, serverAt + 350)
  clock.addSample(1_500, 1_510, serverAt + 505)
  expect(clock.rttMs).toBe(10)
  monotonic = 2_000
  expect(clock.now()).toBe(serverAt + 1_000)
})

test('without a sample it is the local clock', () => {
  const clock = newClock()
  expect(clock.rttMs).toBeNull()
  expect(clock.now()).toBe(serverAt - 5_000)
})

test('setting the device’s clock moves nothing', () => {
  const clock = newClock()
  clock.addSample(1_000, 1_020, serverAt + 10)
  vi.setSystemTime(serverAt - 180_000)
  monotonic = 61_000
  expect(clock.now()).toBe(serverAt + 60_000)
})

test('a round trip that went backwards, or was none, is no sample', () => {
  const clock = newClock()
  clock.addSample(1_000, 1_020, serverAt + 10)
  clock.addSample(2_000, 1_500, serverAt - 90_000)
  clock.addSample(2_000, Number.NaN, serverAt)
  clock.addSample(2_000, 2_010, Number.NaN)
  expect(clock.rttMs).toBe(20)
  expect(clock.now()).toBe(serverAt)
})

test('after a sleep, in which the device’s clock stood still, the next sample counts alone', () => {
  const clock = newClock()
  clock.addSample(1_000, 1_004, serverAt + 2)
  // An hour later for the server, a second for this device; and over a slow line.
  clock.addSample(2_000, 2_300, serverAt + 3_600_150)
  monotonic = 2_300
  expect(clock.now()).toBe(serverAt + 3_600_300)
  expect(clock.rttMs).toBe(300)
})

test('a slow sample that may be true beside the best one changes nothing', () => {
  const clock = newClock()
  clock.addSample(1_000, 1_010, serverAt + 5)
  clock.addSample(2_000, 6_000, serverAt + 1_100)
  expect(clock.now()).toBe(serverAt)
})
