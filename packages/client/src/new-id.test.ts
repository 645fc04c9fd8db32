import { afterEach, expect, it, vi } from 'vitest'
import { newId } from './new-id'

afterEach(() => void vi.unstubAllGlobals())

it('makes a version 4 UUID on a page without a secure context', () => {
  vi.stubGlobal('crypto', { getRandomValues: globalThis.crypto.getRandomValues.bind(globalThis.crypto) })
  const ids = new Set(Array.from({ length: 100 }, () => newId()))
  expect(ids.size).toBe(100)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
