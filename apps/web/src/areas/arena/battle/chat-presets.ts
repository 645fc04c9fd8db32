import type { ChatPreset } from '@eduscale/contracts/room'

export interface Said {
  id: number
  from: string
  preset: ChatPreset
}

const order = {
  'good-luck': 1,
  'have-fun': 2,
  nice: 3,
  oops: 4,
  'so-close': 5,
  'well-played': 6,
  'good-game': 7,
  thanks: 8,
} as const satisfies Record<ChatPreset, number>

/** In the contract's order, without bringing zod into the page; the number is the key that says it. */
export const chatPresets = Object.keys(order).filter((key): key is ChatPreset => Object.hasOwn(order, key))
