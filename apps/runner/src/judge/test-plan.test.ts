import { expect, test } from 'vitest'
import { skippedTest } from './test-result'
import { TestPlan } from './test-plan'

const tests = ['1', '2', '3', '4'].map((name) => ({ name, isSample: false }))
const result = (index: number, verdict: 'AC' | 'WA') => ({
  ...skippedTest(tests[index] ?? { name: '', isSample: false }),
  verdict,
})

test('what ends out of order is told in order, and what comes after the first failure is skipped', () => {
  const told: number[] = []
  const plan = new TestPlan({ tests, stopAtFirst: true, groups: null, onTest: (_result, index) => told.push(index) })
  expect([plan.take()?.index, plan.take()?.index, plan.take()?.index]).toEqual([0, 1, 2])
  plan.record(2, result(2, 'AC'))
  expect(told).toEqual([])
  plan.record(0, result(0, 'AC'))
  expect(told).toEqual([0])
  plan.record(1, result(1, 'WA'))
  expect(told).toEqual([0, 1])
  expect(plan.take()).toBeNull()
  expect(plan.finish().map(({ verdict }) => verdict)).toEqual(['AC', 'WA', 'SKIPPED', 'SKIPPED'])
})

test('a failure that ends first doesn’t hide an earlier one', () => {
  const plan = new TestPlan({ tests, stopAtFirst: true, groups: null })
  plan.take()
  plan.take()
  plan.record(1, result(1, 'WA'))
  plan.record(0, result(0, 'WA'))
  expect(plan.finish().map(({ verdict }) => verdict)).toEqual(['WA', 'SKIPPED', 'SKIPPED', 'SKIPPED'])
})

test('without stopping, all are run', () => {
  const plan = new TestPlan({ tests, stopAtFirst: false, groups: null })
  for (let taken = plan.take(); taken; taken = plan.take()) plan.record(taken.index, result(taken.index, 'WA'))
  expect(plan.finish().map(({ verdict }) => verdict)).toEqual(['WA', 'WA', 'WA', 'WA'])
})
