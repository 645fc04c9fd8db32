import { expect, test } from 'vitest'
import { stepOf } from './speed'

test.each([
  ['the reference machine', { cpuRatio: 1, pageMicros: 0.7 }, 1],
  ['a faster one, whose limits are not made shorter', { cpuRatio: 0.5, pageMicros: 0.2 }, 1],
  ['one that is a little slower', { cpuRatio: 1.1, pageMicros: 1 }, 1],
  ['a slower processor', { cpuRatio: 1.6, pageMicros: 0.7 }, 1.5],
  ['dear pages alone', { cpuRatio: 1, pageMicros: 20 }, 1.5],
  ['dear pages and a slower processor', { cpuRatio: 1.5, pageMicros: 20 }, 2],
  ['a very slow one', { cpuRatio: 2.8, pageMicros: 2 }, 3],
  ['one that is slower than any step', { cpuRatio: 9, pageMicros: 50 }, 4],
] as const)('%s has its step', (_name, speed, step) => {
  expect(stepOf(speed)).toBe(step)
})
