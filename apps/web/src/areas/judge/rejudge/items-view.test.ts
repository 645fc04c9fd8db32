import { expect, it } from 'vitest'
import { itemsQuery, readItemsView } from './items-view'

it.each([
  [{}, { show: 'changed' }],
  [
    { show: 'all', before: 'WA' },
    { show: 'all', before: 'WA' },
  ],
  [{ show: 'everything', before: 'XX', after: ['AC', 'WA'] }, { show: 'changed' }],
])('the address %j asks for %j', (address, query) => {
  expect(itemsQuery(readItemsView(address))).toEqual(query)
})
