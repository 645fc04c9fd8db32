import { expect, test } from 'vitest'
import { createPlaces } from './places'

test('a thousand who ask at once cause one look at the queue, and one that came since then another', async () => {
  const queue = ['a', 'b']
  let [at, looks] = [0, 0]
  const placeOf = createPlaces(
    async () => {
      looks += 1
      return new Map(queue.map((id, ahead) => [id, ahead]))
    },
    () => at,
  )
  await placeOf('a')
  const places = await Promise.all(Array.from({ length: 1_000 }, async (_, index) => placeOf(index % 2 === 0 ? 'a' : 'b')))
  expect([new Set(places), looks]).toEqual([new Set([0, 1]), 1])
  queue.unshift('c')
  expect([await placeOf('b'), looks]).toEqual([1, 1])
  expect([await placeOf('c'), await placeOf('b'), looks]).toEqual([0, 2, 2])
  queue.shift()
  at += 1_000
  expect([await placeOf('b'), looks]).toEqual([1, 3])
})

test('a look that fails is told, and the next one is another', async () => {
  let looks = 0
  const placeOf = createPlaces(async () => {
    looks += 1
    if (looks === 1) throw new Error('away')
    return new Map([['a', 3]])
  })
  await expect(placeOf('a')).rejects.toThrow('away')
  expect(await placeOf('a')).toBe(3)
})
