import { expect, test } from 'vitest'
import { FrameCollector } from './frame-collector'

test('of one sender and kind the last stays; others, and other battles, are kept apart', () => {
  const collector = new FrameCollector()
  const add = (battleId: string, key: string, json: string) =>
    collector.add(battleId, key, { json, exceptSocketId: null, exceptUserId: null })
  add('one', 'cursor-ada', 'a1')
  add('one', 'cursor-ben', 'b1')
  add('one', 'cursor-ada', 'a2')
  add('one', 'typing-ada', 't1')
  add('two', 'cursor-ada', 'a3')
  const taken = [...collector.take()].map(([battleId, frames]) => [battleId, [...frames.values()].map(({ json }) => json)])
  expect(taken).toEqual([
    ['one', ['a2', 'b1', 't1']],
    ['two', ['a3']],
  ])
  expect(collector.take().size).toBe(0)
})
