import { describe, expect, test } from 'vitest'
import { pairTickets, type OpenTicket } from './matcher'

function ticket(id: string, change: Partial<OpenTicket> = {}): OpenTicket {
  return { id, user_id: id, difficulty: null, language: null, rating: 1500, waited_ms: 0, ...change }
}

const pairs = (...open: OpenTicket[]) => pairTickets(open).map((pair) => pair.map((one) => one.id).join('-'))

describe('who meets whom', () => {
  test.each<[string, OpenTicket[], string[]]>([
    ['nobody alone', [ticket('a')], []],
    ['two of a kind', [ticket('a'), ticket('b')], ['a-b']],
    ['an odd one waits', [ticket('a'), ticket('b'), ticket('c')], ['a-b']],
    ['the nearest rating', [ticket('a'), ticket('b', { rating: 1590 }), ticket('c', { rating: 1510 })], ['a-c']],
    ['too far apart at first', [ticket('a'), ticket('b', { rating: 1700 })], []],
    ['near enough after a while', [ticket('a', { waited_ms: 4_000 }), ticket('b', { rating: 1700 })], ['a-b']],
    ['anybody after a minute', [ticket('a', { waited_ms: 60_000 }), ticket('b', { rating: 2900 })], ['a-b']],
    [
      'different difficulties never',
      [ticket('a', { difficulty: 'easy', waited_ms: 99_000 }), ticket('b', { difficulty: 'hard' })],
      [],
    ],
    ['any difficulty with a certain one', [ticket('a', { difficulty: 'easy' }), ticket('b')], ['a-b']],
    ['different languages not at once', [ticket('a', { language: 'cpp' }), ticket('b', { language: 'java' })], []],
    [
      'different languages later',
      [ticket('a', { language: 'cpp', waited_ms: 15_000 }), ticket('b', { language: 'java' })],
      ['a-b'],
    ],
  ])('%s', (_name, open, expected) => {
    expect(pairs(...open)).toEqual(expected)
  })
})
