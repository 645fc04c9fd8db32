import { describe, expect, it } from 'vitest'
import { formatClock, formatCountdown, formatPrecise } from './format-time'

describe('formatClock', () => {
  it.each([
    [0, '0:00'],
    [999, '0:00'],
    [61_000, '1:01'],
    [3_599_999, '59:59'],
    [3_723_000, '1:02:03'],
    [-5, '0:00'],
  ])('%d ms is %s', (ms, text) => expect(formatClock(ms)).toBe(text))
})

describe('formatCountdown', () => {
  it.each([
    [0, '0:00'],
    [1, '0:01'],
    [1_000, '0:01'],
    [1_001, '0:02'],
    [1_200_000, '20:00'],
    [-900, '0:00'],
  ])('%d ms is %s', (ms, text) => expect(formatCountdown(ms)).toBe(text))
})

describe('formatPrecise', () => {
  it.each([
    [187_042, '3:07.042'],
    [999.6, '0:01.000'],
    [0, '0:00.000'],
  ])('%d ms is %s', (ms, text) => expect(formatPrecise(ms)).toBe(text))
})
