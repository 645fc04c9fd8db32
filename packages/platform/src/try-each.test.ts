import { expect, test } from 'vitest'
import { ItemsFailedError, tryEach } from './try-each'

test('one that fails stops none of the others, and is named', async () => {
  const done: string[] = []
  const trying = tryEach(
    ['a', 'bad', 'b', 'worse'],
    (item) => item,
    async (item) => {
      if (item.length > 1) throw new Error(`no ${item}`)
      done.push(item)
    },
  )
  await expect(trying).rejects.toThrow('failed: bad (no bad), worse (no worse)')
  await expect(trying).rejects.toBeInstanceOf(ItemsFailedError)
  expect(done).toEqual(['a', 'b'])
})

test('a thousand failures are one line', async () => {
  const items = Array.from({ length: 1_000 }, (_, index) => String(index))
  const trying = tryEach(
    items,
    (item) => item,
    () => Promise.reject(new Error('no')),
  )
  await expect(trying).rejects.toThrow(/9 \(no\), and 990 more$/)
})
