import { expect, test } from 'vitest'
import { Quarantine } from './quarantine'

test('three anomalies in a minute rest a core, longer each time, and a good submission forgives', () => {
  let now = 0
  const quarantine = new Quarantine(() => now)
  const breakThrice = (): void => [1, 2, 3].forEach(() => quarantine.record(4))
  quarantine.record(4)
  now += 61_000
  quarantine.record(4)
  quarantine.record(4)
  expect(quarantine.isResting(4)).toBe(false)
  quarantine.record(4)
  expect([quarantine.isResting(4), quarantine.isResting(5), quarantine.resting]).toEqual([true, false, 1])
  now += 15_001
  expect(quarantine.isResting(4)).toBe(false)
  breakThrice()
  now += 15_001
  expect(quarantine.isResting(4)).toBe(true)
  now += 15_001
  expect(quarantine.resting).toBe(0)
  quarantine.forgive(4)
  breakThrice()
  now += 15_001
  expect(quarantine.isResting(4)).toBe(false)
})
