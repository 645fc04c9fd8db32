import { expect, test } from 'vitest'
import { methodOf, pathOf } from './address'
import { addresses, type RouteName } from './addresses'
import { routeNamesByArea, routes } from './all'
import type { Route } from './route'

const all = Object.entries<Route>(routes)

test('no two routes have one address, and each is of one area', () => {
  expect(new Set(Object.values(addresses)).size).toBe(all.length)
  expect(Object.values(routeNamesByArea).flat().toSorted()).toEqual(Object.keys(addresses).toSorted())
})

test.each(all)('%s takes what its path names, and a body where its method has one', (name, route) => {
  const address = addresses[name as RouteName]
  const named = [...address.matchAll(/:(\w+)/g)].map(([, param]) => String(param))
  expect(Object.keys(route.params?.shape ?? {}).toSorted()).toEqual(named.toSorted())
  if (['GET', 'DELETE'].includes(methodOf(address))) expect(route.body).toBeUndefined()
})

test('a path is filled in, whatever is in it', () => {
  expect(pathOf(addresses.getDraft, { slug: 'a b/c', language: 'cpp' })).toBe('/v1/drafts/a%20b%2Fc/cpp')
  expect(pathOf(addresses.getDraft)).toBe('/v1/drafts/:slug/:language')
})

test('whatever changes something says what comes of sending it again, and nothing else does', () => {
  const changing = all.flatMap(([name, { repeating }]) => (repeating === undefined ? [] : [name]))
  const others = all.flatMap(([name]) => (methodOf(addresses[name as RouteName]) === 'GET' ? [] : [name]))
  expect(changing).toEqual(others)
})
