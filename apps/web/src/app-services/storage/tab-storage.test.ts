import { expect, test } from 'vitest'
import { createGuardedStorage, type TabStorage } from './tab-storage'

const full = new DOMException('full', 'QuotaExceededError')

function browserStorage(): TabStorage & { isFull: boolean; values: Map<string, string> } {
  const values = new Map<string, string>()
  return {
    isFull: false,
    values,
    getItem: (key) => values.get(key) ?? null,
    setItem(key, value) {
      if (this.isFull) throw full
      values.set(key, value)
    },
    removeItem: (key) => void values.delete(key),
  }
}

test('where it is full a value is kept in memory, before the older one of the browser', () => {
  const browser = browserStorage()
  const storage = createGuardedStorage(() => browser)
  storage.setItem('theme', 'dark')
  browser.isFull = true
  storage.setItem('theme', 'light')
  expect(storage.getItem('theme')).toBe('light')
  expect(browser.values.get('theme')).toBe('dark')
  // There is room again: what another tab writes from here on is seen.
  browser.isFull = false
  storage.setItem('theme', 'system')
  browser.values.set('theme', 'of another tab')
  expect(storage.getItem('theme')).toBe('of another tab')
})

test('where it is forbidden everything works in memory', () => {
  const storage = createGuardedStorage(() => {
    throw new DOMException('no', 'SecurityError')
  })
  expect(storage.getItem('a')).toBeNull()
  storage.setItem('a', '1')
  expect(storage.getItem('a')).toBe('1')
  storage.removeItem('a')
  expect(storage.getItem('a')).toBeNull()
})
