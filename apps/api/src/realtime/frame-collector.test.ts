import { expect, test } from 'vitest'
import { FrameCollector } from './frame-collector'

const add = (collector: FrameCollector, battleId: string, key: string, json: string) =>
  collector.add(battleId, key, { json, exceptSocketId: null, exceptUserId: null })
const take = (collector: FrameCollector, now: number) =>
  [...collector.take(now)].map(([battleId, frames]) => [battleId, [...frames.values()].map(({ json }) => json)])

test('of one sender and kind the last stays; others, and other battles, are kept apart', () => {
  const collector = new FrameCollector(60)
  add(collector, 'one', 'cursor-ada', 'a1')
  add(collector, 'one', 'cursor-ben', 'b1')
  add(collector, 'one', 'cursor-ada', 'a2')
  add(collector, 'one', 'typing-ada', 't1')
  add(collector, 'two', 'cursor-ada', 'a3')
  expect(take(collector, 0)).toEqual([
    ['one', ['a2', 'b1', 't1']],
    ['two', ['a3']],
  ])
  expect(collector.isEmpty).toBe(true)
})

test('a battle whose turn was just before waits, and collects meanwhile; another one goes at once', () => {
  const collector = new FrameCollector(60)
  add(collector, 'one', 'cursor-ada', 'a1')
  expect(take(collector, 0)).toEqual([['one', ['a1']]])
  add(collector, 'one', 'cursor-ada', 'a2')
  add(collector, 'two', 'cursor-ben', 'b1')
  expect(take(collector, 15)).toEqual([['two', ['b1']]])
  add(collector, 'one', 'cursor-ada', 'a3')
  expect(take(collector, 59)).toEqual([])
  expect(collector.isEmpty).toBe(false)
  expect(take(collector, 60)).toEqual([['one', ['a3']]])
})
