import type { z } from 'zod'
import { addressesByArea, type Address, type addresses, type RouteName } from './addresses'
import { arenaRoutes } from './arena'
import { identityRoutes } from './identity'
import { judgeRoutes } from './judge'
import { platformRoutes } from './platform'

/** Every route that serves people, by its name. */
export const routes = { ...platformRoutes, ...identityRoutes, ...judgeRoutes, ...arenaRoutes }
export type Routes = typeof routes

type ByArea = { readonly [Area in keyof typeof addressesByArea]: readonly (keyof (typeof addressesByArea)[Area])[] }
/** From the ground up, as they are told. */
// The parse edge of a closed object: it has the keys that its type says.
export const routeNamesByArea = Object.fromEntries(
  Object.entries(addressesByArea).map(([area, names]) => [area, Object.keys(names)]),
) as unknown as ByArea

type Part<Name extends RouteName, Key extends string> = Routes[Name] extends Record<Key, infer Found> ? Found : undefined
type Section<Name extends RouteName, Key extends string> =
  Part<Name, Key> extends z.ZodType ? Record<Key, z.input<Part<Name, Key>>> : unknown

/** The route at an address. */
export type RouteAt<At extends Address> = { [Name in RouteName]: (typeof addresses)[Name] extends At ? Name : never }[RouteName]

/** What a client gives to a route. */
export type GivenTo<Name extends RouteName> = Section<Name, 'params'> & Section<Name, 'query'> & Section<Name, 'body'>
export type BodyOf<Name extends RouteName> = z.input<Extract<Part<Name, 'body'>, z.ZodType>>
/** What a client gets from it. */
export type AnswerOf<Name extends RouteName> = Part<Name, 'answer'> extends z.ZodType ? z.output<Part<Name, 'answer'>> : undefined
