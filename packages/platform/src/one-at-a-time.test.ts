import { expect, test } from 'vitest'
import { oneAtATime } from './one-at-a-time'

test('whoever asks meanwhile gets the next one, together', async () => {
  const ends: (() => void)[] = []
  let begun = 0
  const ask = oneAtATime(() => {
    begun += 1
    return new Promise<void>((resolve) => ends.push(resolve))
  })
  const first = ask()
  const [second, third] = [ask(), ask()]
  expect(begun).toBe(1)
  ends[0]?.()
  await first
  await expect.poll(() => begun).toBe(2)
  const fourth = ask()
  ends[1]?.()
  await Promise.all([second, third])
  await expect.poll(() => begun).toBe(3)
  ends[2]?.()
  await fourth
  expect(begun).toBe(3)
})

test('a failure is told to those who asked for that one, and the next begins all the same', async () => {
  let begun = 0
  const ask = oneAtATime(async () => {
    begun += 1
    await Promise.resolve()
    if (begun === 1) throw new Error('the first')
  })
  const [first, second] = [ask(), ask()]
  await expect(first).rejects.toThrow('the first')
  await second
  expect(begun).toBe(2)
})

test('whoever asks again the moment theirs has ended begins none beside the one that others wait for', async () => {
  let atOnce = 0
  let most = 0
  const ask = oneAtATime(async () => {
    atOnce += 1
    most = Math.max(most, atOnce)
    await new Promise((resolve) => setImmediate(resolve))
    atOnce -= 1
  })
  const again = ask().then(() => ask())
  await Promise.all([ask(), again])
  expect(most).toBe(1)
})
