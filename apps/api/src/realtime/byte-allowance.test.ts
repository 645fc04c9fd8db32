import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ByteAllowance } from './byte-allowance'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const budget = { burst: 2_000_000, perSecond: 64_000 }
const guest = (number: number) => ({ userId: `guest ${number}`, guestAddress: '198.51.100.1' })

/** How many bytes of what so many send every second are taken. */
function sendFor(
  seconds: number,
  senders: readonly { userId: string; guestAddress: string | null }[],
  frame: number,
  perSecond: number,
) {
  const allowance = new ByteAllowance(budget, 10)
  let taken = 0
  for (let second = 0; second < seconds; second += 1) {
    for (let turn = 0; turn < perSecond; turn += 1)
      for (const sender of senders) if (allowance.take(sender, frame)) taken += frame
    vi.advanceTimersByTime(1_000)
  }
  return taken
}

test('sixty guests of one address type for an hour, and nothing is refused', () => {
  const guests = Array.from({ length: 60 }, (_, number) => guest(number))
  // Four batches of typing and fifteen places of the cursor a second.
  expect(sendFor(3_600, guests, 150, 20)).toBe(3_600 * 60 * 150 * 20)
})

test('a thousand guests of one address send no more than ten persons do, after four at once', () => {
  const guests = Array.from({ length: 1_000 }, (_, number) => guest(number))
  expect(sendFor(60, guests, 50_000, 1)).toBeLessThanOrEqual(4 * budget.burst + 60 * 10 * budget.perSecond)
})

test('two hundred members of one address have an allowance each', () => {
  const members = Array.from({ length: 200 }, (_, number) => ({ userId: `member ${number}`, guestAddress: null }))
  expect(sendFor(60, members, 50_000, 1)).toBe(60 * 200 * 50_000)
})

test('beside a flood of large frames the small ones of the same address pass', () => {
  const allowance = new ByteAllowance(budget, 10)
  let refused = 0
  for (let tick = 0; tick < 6_000; tick += 1) {
    for (let flooder = 0; flooder < 50; flooder += 1) allowance.take(guest(flooder), 256_000)
    if (!allowance.take(guest(99), 300)) refused += 1
    vi.advanceTimersByTime(10)
  }
  expect(refused).toBe(0)
})
