import { expect, test } from 'vitest'
import { ServerClock } from './server-clock'

test('the sample with the least round trip sets the clock', () => {
  const clock = new ServerClock()
  const now = Date.now()
  // A slow sample that is 150 ms off because the way back was slow, and a quick one that is right.
  clock.addSample(now, now + 400, now + 5_350)
  clock.addSample(now + 500, now + 510, now + 5_505)
  expect(clock.rttMs).toBe(10)
  expect(Math.abs(clock.now() - (Date.now() + 5_000))).toBeLessThan(60)
})

test('without a sample it is the local clock', () => {
  const clock = new ServerClock()
  expect(clock.rttMs).toBeNull()
  expect(Math.abs(clock.now() - Date.now())).toBeLessThan(60)
})
