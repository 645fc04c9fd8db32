import { routes } from '@eduscale/contracts/routes/all'
import type { Route } from '@eduscale/contracts/routes/route'
import { mayEver } from '@eduscale/rules/may'
import { expect, test } from 'vitest'

test('attempts are kept only where somebody is signed in', () => {
  const attempted = Object.entries<Route>(routes).filter(([, { repeating }]) => repeating === 'by-attempt')
  expect(attempted.length).toBeGreaterThan(0)
  expect(attempted.flatMap(([name, { action }]) => (mayEver(null, action) ? [name] : []))).toEqual([])
})
