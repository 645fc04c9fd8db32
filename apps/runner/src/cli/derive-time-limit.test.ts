import { expect, test } from 'vitest'
import { deriveTimeLimit } from './derive-time-limit'

const legacy = { acToTimeLimit: 5, timeLimitToTle: 2, resolutionMs: 1000 }

test.each([
  ['one second is the least', 10, legacy, 1000],
  ['rounded up to whole seconds', 201, legacy, 2000],
  ['exact is enough', 400, legacy, 2000],
  ['other factors and steps', 300, { ...legacy, acToTimeLimit: 2, resolutionMs: 250 }, 750],
  ['never less than a judge can tell', 1, { ...legacy, resolutionMs: 10 }, 50],
])('%s', (_name, slowestMs, timing, limitMs) => {
  expect(deriveTimeLimit(slowestMs, timing)).toBe(limitMs)
})
