import * as arena from './arena-addresses'
import * as identity from './identity-addresses'
import * as judge from './judge-addresses'
import * as platform from './platform-addresses'

/** Of every route that serves people, by its name; from the ground up. */
export const addressesByArea = { platform, identity, judge, arena }
export const addresses = { ...platform, ...identity, ...judge, ...arena }
export type RouteName = keyof typeof addresses
export type Address = (typeof addresses)[RouteName]
