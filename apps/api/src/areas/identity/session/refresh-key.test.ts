import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { readRefreshKey, writeRefreshKey } from './refresh-key'

const [now, before] = ['n'.repeat(32), 'b'.repeat(32)]
const key = { sessionId: randomUUID(), number: 4_000_000_000 }

test('a key is the same each time it is made, and says its family and number', () => {
  const text = writeRefreshKey(key, [now])
  expect(writeRefreshKey(key, [now])).toBe(text)
  expect(readRefreshKey(text, [now])).toEqual(key)
})

test('keys of the secret before are believed, and others are not', () => {
  const text = writeRefreshKey(key, [before])
  expect(readRefreshKey(text, [now, before])).toEqual(key)
  expect(readRefreshKey(text, [now])).toBeNull()
})

test('a key that was changed, cut or invented is none', () => {
  const text = writeRefreshKey(key, [now])
  const bytes = Buffer.from(text, 'base64url')
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(readRefreshKey(changed.toString('base64url'), [now])).toBeNull()
  }
  for (const other of ['', 'x', text.slice(1), `${text}AAAA`, 'é'.repeat(70)]) expect(readRefreshKey(other, [now])).toBeNull()
})
