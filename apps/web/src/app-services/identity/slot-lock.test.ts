import { expect, test } from 'vitest'
import { withLease } from './slot-lock'

test('tabs without Web Locks take turns, and one that died holds nobody up for ever', async () => {
  const values = new Map<string, string>()
  const storage = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  }
  storage.setItem('lock', `dead ${Date.now() + 300}`)
  let inside = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, (inside += 1))
    await new Promise((resolve) => setTimeout(resolve, 5))
    inside -= 1
  }
  await Promise.all(Array.from({ length: 8 }, async () => withLease('lock', storage, work)))
  expect([most, values.has('lock')]).toEqual([1, false])
  await expect(withLease('lock', storage, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(values.has('lock')).toBe(false)
})
