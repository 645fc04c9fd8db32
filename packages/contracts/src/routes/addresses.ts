import * as arena from './arena-addresses'
import * as identity from './identity-addresses'
import * as judge from './judge-addresses'
import * as platform from './platform-addresses'

/** Of every route that serves people, by its name; from the ground up. */
export const addressesByArea = { platform, identity, judge, arena }
export const addresses = { ...platform, ...identity, ...judge, ...arena }
export type RouteName = keyof typeof addresses
export type Address = (typeof addresses)[RouteName]

/** What is of no area is the platform's. */
export type AreaName = Exclude<keyof typeof addressesByArea, 'platform'>
// The parse edge of a closed object: it has the keys that its type says.
const all = Object.keys(addressesByArea) as (keyof typeof addressesByArea)[]
/** From the ground up. */
export const areaNames = all.filter((name): name is AreaName => name !== 'platform')
