import { expect, test } from 'vitest'
import { createBatch } from './batch'

test('what is asked for while something is under way is done together, in order, and within the size', async () => {
  const goes: number[][] = []
  const batch = createBatch<number, string>({
    maxSize: 3,
    run: async (given) => {
      goes.push([...given])
      await new Promise((resolve) => setImmediate(resolve))
      return given.map((n) => `answer ${n}`)
    },
  })
  const first = await batch(0)
  const answers = await Promise.all([1, 2, 3, 4].map((n) => batch(n)))
  expect([first, ...answers]).toEqual([0, 1, 2, 3, 4].map((n) => `answer ${n}`))
  expect(goes).toEqual([[0], [1, 2, 3], [4]])
})

test('a failure is of those it was about, and the next go is a new one', async () => {
  const batch = createBatch<string, string>({
    maxSize: 10,
    run: async (given) => {
      if (given.includes('bad')) throw new Error('no')
      return given
    },
  })
  await expect(Promise.allSettled([batch('bad'), batch('good')])).resolves.toMatchObject([
    { status: 'rejected' },
    { status: 'rejected' },
  ])
  await expect(batch('good')).resolves.toBe('good')
})
