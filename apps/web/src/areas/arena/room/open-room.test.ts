import type { BattlePlayerView } from '@eduscale/contracts/battle'
import { expect, test } from 'vitest'
import { countGuests } from './open-room'

const player = (id: string): BattlePlayerView => ({
  user: { id, name: id, kind: 'guest', rating: { rating: 1500, deviation: 350, isProvisional: true, battles: 0 } },
  team: null,
  isReady: false,
  leftBecause: null,
  offersDraw: false,
  allowsLiveCode: false,
  forfeitAt: null,
  submissions: [],
})
const room = { origin: 'room', state: 'LOBBY', hostId: 'ada', players: ['ada', 'ben', 'eve'].map(player) } as const

test('of one’s own open room the others are counted, and of no other battle', () => {
  expect(countGuests(room, 'ada')).toBe(2)
  expect(countGuests(room, 'ben')).toBe(0)
  expect(countGuests({ ...room, hostId: 'ben' }, 'ben')).toBe(2)
  expect(countGuests({ ...room, state: 'RUNNING' }, 'ada')).toBe(0)
  expect(countGuests({ ...room, origin: 'rematch' }, 'ada')).toBe(0)
  expect(countGuests({ ...room, players: [player('ada')] }, 'ada')).toBe(0)
  expect(countGuests(null, 'ada')).toBe(0)
})
