import { expect, test } from 'vitest'
import { requireOwnNames } from './own-names'
import { createSemaphore } from './semaphore'

test('two consumers of one name are refused', () => {
  expect(() => requireOwnNames([{ name: 'tally' }, { name: 'results' }])).not.toThrow()
  expect(() => requireOwnNames([{ name: 'tally' }, { name: 'results' }, { name: 'tally' }])).toThrow('called tally')
})

test('so many run at a time, in their order, whatever becomes of them', async () => {
  const semaphore = createSemaphore(2)
  const ends: (() => void)[] = []
  const begun: number[] = []
  const all = [0, 1, 2, 3].map((which) =>
    semaphore.run(async () => {
      begun.push(which)
      await new Promise<void>((end) => (ends[which] = end))
      if (which === 0) throw new Error('no')
    }),
  )
  const settled = Promise.allSettled(all)
  expect(begun).toEqual([0, 1])
  ends[0]?.()
  await expect(all[0]).rejects.toThrow('no')
  await expect.poll(() => begun).toEqual([0, 1, 2])
  ends[2]?.()
  await expect.poll(() => begun).toEqual([0, 1, 2, 3])
  for (const end of ends) end()
  await settled
})
