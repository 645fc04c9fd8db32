import { expect, test } from 'vitest'
import { peopleAddress, readPeopleView } from './people-view'

test.each([
  [{ search: '', show: 'all' } as const, '?'],
  [{ search: 'Ada L', show: 'all' } as const, '?search=Ada+L'],
  [{ search: 'ж&%', show: 'banned' } as const, '?search=%D0%B6%26%25&show=banned'],
])('%o is in the address as %s, and read from it', (view, address) => {
  expect(peopleAddress(view)).toBe(address)
  expect(readPeopleView(Object.fromEntries(new URLSearchParams(address)))).toEqual(view)
})

test('an address may have anything in it', () => {
  expect(readPeopleView({ search: ['a', 'b'], show: 'everybody' })).toEqual({ search: '', show: 'all' })
  expect(readPeopleView({ search: 'x'.repeat(1_000) }).search).toHaveLength(64)
})
