import { expect, test } from 'vitest'
import { readUntil } from './admin-until'

const now = new Date('2026-12-01T00:00:00Z')

test.each([
  [{}, null],
  [{ for: '30d' }, '2026-12-31T00:00:00.000Z'],
  [{ for: '12h' }, '2026-12-01T12:00:00.000Z'],
  [{ for: '2w' }, '2026-12-15T00:00:00.000Z'],
  [{ until: '2027-01-31' }, '2027-01-31T00:00:00.000Z'],
  [{ until: '2027-01-31T12:00:00Z' }, '2027-01-31T12:00:00.000Z'],
])('%o ends at %s', (given, end) => {
  expect(readUntil(given, now)?.toISOString() ?? null).toBe(end)
})

test.each([
  [{ for: '0d' }, 'hours, days or weeks'],
  [{ for: '30' }, 'hours, days or weeks'],
  [{ for: '30 d' }, 'hours, days or weeks'],
  [{ for: '-1d' }, 'hours, days or weeks'],
  [{ for: '9999w' }, 'ten years'],
  [{ until: 'soon' }, 'takes a day'],
  [{ until: '2026-13-01' }, 'takes a day'],
  [{ until: '2026-11-30' }, 'is over'],
  [{ until: '2126-11-30' }, 'ten years'],
  [{ for: '1d', until: '2027-01-31' }, 'either'],
])('%o is refused', (given, why) => {
  expect(() => readUntil(given, now)).toThrow(why)
})
