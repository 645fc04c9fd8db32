import type { Action } from './actions'
import type { Cmd, roomFrames } from './room'
import type { watchFrames } from './watch'

/** What whoever sends a frame must be allowed to do. */
export const frameActions = {
  /** Each command has an action of its own besides. */
  cmd: 'battle:play',
  join: 'battle:read',
  sync: 'battle:read',
  leave: 'battle:read',
  edit: 'battle:play',
  chat: 'battle:play',
  mute: 'battle:play',
  clock: 'platform:read',
  eph: 'battle:play',
  watch: 'battle:watch',
  unwatch: 'battle:watch',
} as const satisfies Readonly<Record<keyof typeof roomFrames | keyof typeof watchFrames, Action>>

export const commandActions = {
  'battle:ready': 'battle:play',
  'battle:decline': 'battle:play',
  'battle:submit': 'battle:play',
  'battle:resign': 'battle:play',
  'battle:rematch': 'battle:play',
  'battle:start': 'room:lead',
  'battle:team': 'battle:play',
  'battle:remove': 'room:lead',
  'battle:hand-on': 'room:lead',
  'battle:offer-draw': 'battle:play',
  'battle:withdraw-draw': 'battle:play',
  'battle:decline-draw': 'battle:play',
  'battle:live-code': 'battle:play',
} as const satisfies Readonly<Record<Cmd['t'], Action>>
