import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { withinTime } from './within-time'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const untilAborted = async (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))))

test('what takes too long fails, as if no server answered', async () => {
  const read = withinTime(untilAborted, { signal: new AbortController().signal, timeoutMs: 15_000 })
  const failed = read.catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(15_000)
  expect(await failed).toMatchObject({ code: 'unavailable' })
})

test('what comes in time is the answer, and no timer is left', async () => {
  const read = withinTime(async () => 'here', { signal: new AbortController().signal })
  await expect(read).resolves.toBe('here')
  expect(vi.getTimerCount()).toBe(0)
})

test('a read that nobody wants any more ends as it does by itself', async () => {
  const caller = new AbortController()
  const read = withinTime(untilAborted, { signal: caller.signal })
  caller.abort()
  await expect(read).rejects.toThrow('aborted')
})
