import type { BattleOrigin, BattlePlayerView, BattleState } from '@eduscale/contracts/battle'
import { emptyBattleView } from '@eduscale/rules/battle-view'
import { expect, test } from 'vitest'
import { cueOfEvent, placeOfOpened } from './battle-cue'

const { rules } = emptyBattleView('x')
const rating = { rating: 1500, deviation: 350, isProvisional: true, battles: 0 }
const player = (id: string): BattlePlayerView => ({
  user: { id, name: id, kind: 'guest', rating },
  team: null,
  isReady: false,
  leftBecause: null,
  offersDraw: false,
  allowsLiveCode: false,
  forfeitAt: null,
  submissions: [],
})

test('a friend who comes is heard in the lobby, and a room when its host starts it', () => {
  expect(cueOfEvent({ t: 'battle:ready-check' }, null)).toEqual({ melody: 'found', call: 'found' })
  expect(cueOfEvent({ t: 'battle:countdown' }, { origin: 'room', rules })).toEqual({ melody: 'found', call: 'starting' })
  expect(cueOfEvent({ t: 'battle:countdown' }, { origin: 'rematch', rules: { ...rules, format: 'group' } })).not.toBeNull()
  expect(cueOfEvent({ t: 'battle:countdown' }, { origin: 'invite', rules })).toBeNull()
  expect(cueOfEvent({ t: 'battle:judged' }, { origin: 'invite', rules })).toBeNull()
})

test.each<[string, BattleOrigin, BattleState, string, string]>([
  ['in the arena', 'invite', 'READY_CHECK', '/arena', 'go'],
  ['on the invitation', 'invite', 'READY_CHECK', '/invite/abc', 'go'],
  ['while practising', 'invite', 'READY_CHECK', '/practice/lonely-mittens', 'tell'],
  ['on an old result', 'invite', 'READY_CHECK', '/battle/old', 'tell'],
  ['on a replay', 'invite', 'READY_CHECK', '/battle/old/replay', 'tell'],
  ['on its own page', 'invite', 'READY_CHECK', '/battle/new', 'nothing'],
  ['as its lobby opens', 'invite', 'LOBBY', '/arena', 'nothing'],
  ['a match, which has a notice of its own', 'match', 'READY_CHECK', '/arena', 'nothing'],
  ['against the bot', 'bot', 'READY_CHECK', '/battle/old/replay', 'nothing'],
  ['a rematch, in the arena', 'rematch', 'READY_CHECK', '/arena', 'tell-rematch'],
  ['a rematch, on the result it is of', 'rematch', 'READY_CHECK', '/battle/old', 'nothing'],
  ['a rematch, on another page of that battle', 'rematch', 'READY_CHECK', '/battle/old/replay', 'tell-rematch'],
])('%s', (_name, origin, state, pathname, expected) => {
  const players = ['ada', 'ben'].map(player)
  const battle = { id: 'new', state, origin, players }
  expect(placeOfOpened({ battle, pathname, shown: { id: 'old', players } })).toBe(expected)
})

test('a rematch is told on the result of a battle with others', () => {
  const battle = { id: 'new', state: 'READY_CHECK', origin: 'rematch', players: ['ada', 'ben'].map(player) } as const
  const shown = { id: 'old', players: ['ada', 'eve'].map(player) }
  expect(placeOfOpened({ battle, pathname: '/battle/old', shown })).toBe('tell-rematch')
})
