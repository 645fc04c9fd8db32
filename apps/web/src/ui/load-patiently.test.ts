import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LoadError, loadPatiently, loadUntil } from './load-patiently'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function failing(times: number) {
  let count = 0
  return async () => {
    count += 1
    if (count <= times) throw new Error('no server')
    return 'code'
  }
}

test('a part is asked for three times', async () => {
  const loaded = loadPatiently(failing(2))
  await vi.runAllTimersAsync()
  expect(await loaded).toBe('code')
  const failed = loadPatiently(failing(3)).catch((error: unknown) => error)
  await vi.runAllTimersAsync()
  expect(await failed).toBeInstanceOf(LoadError)
})

test('what a page can not do without is asked for until it comes, or is not wanted any more', async () => {
  const loaded = loadUntil(failing(20), () => false)
  await vi.runAllTimersAsync()
  expect(await loaded).toBe('code')
  let isGone = false
  const given = loadUntil(failing(1_000), () => isGone)
  await vi.advanceTimersByTimeAsync(5_000)
  isGone = true
  await vi.runAllTimersAsync()
  expect(await given).toBeNull()
})
