import type { EditBatch } from '@eduscale/contracts/typing'
import { ChangeSet, Text } from '@codemirror/state'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fuzzing } from '../../../../../../scripts/tests/share'
import { density, ReplayTrack } from './replay-track'

const batches: EditBatch[] = [
  { n: 2, language: 'python', ops: [{ atMs: 400, change: [2, [0, 'c']] }] },
  {
    n: 1,
    language: 'python',
    ops: [
      { atMs: 0, change: { text: 'a' } },
      { atMs: 200, change: [1, [0, 'b']] },
    ],
  },
  { n: 3, language: 'cpp', ops: [{ atMs: 900, change: { text: 'int' } }] },
]

describe('ReplayTrack', () => {
  it.each([
    [-1, '', null],
    [0, 'a', 'python'],
    [199, 'a', 'python'],
    [200, 'ab', 'python'],
    [899, 'abc', 'python'],
    [5_000, 'int', 'cpp'],
  ])('shows what was there after %d ms', (ms, text, language) => {
    expect(new ReplayTrack(batches).at(ms)).toMatchObject({ text, language })
  })

  it('writes nothing where somebody left the page', () => {
    const track = new ReplayTrack([
      { n: 1, language: 'python', ops: [{ atMs: 0, change: { text: 'a' } }] },
      { n: 2, language: 'python', ops: [{ atMs: 50, change: null, by: 'blur' }] },
    ])
    expect(track.at(60)).toMatchObject({ text: 'a', index: 1 })
    expect(track.moments).toEqual([0])
  })

  it('takes a batch that came twice once', () => {
    expect(new ReplayTrack([...batches, ...batches]).at(500).text).toBe('abc')
  })

  it('goes on with what is typed while one looks', () => {
    const [second, first, third] = batches
    const track = new ReplayTrack(first ? [first] : [])
    expect(track.at(Infinity).text).toBe('ab')
    track.append([second, first, third].flatMap((batch) => batch ?? []))
    expect(track.at(500).text).toBe('abc')
    expect(track.at(Infinity).text).toBe('int')
  })

  it('is the same from wherever one scrubs to it', () => {
    const words = fc.array(fc.tuple(fc.nat(), fc.constantFrom('x', 'yz', '\n', '')), { minLength: 1, maxLength: 900 })
    fc.assert(
      fc.property(words, fc.array(fc.nat(1_000), { maxLength: 12 }), (inserts, looks) => {
        let document = Text.empty
        const texts = ['']
        const ops: EditBatch['ops'] = inserts.map(([at, insert], index) => {
          const change = ChangeSet.of({ from: at % (document.length + 1), insert: Text.of(insert.split('\n')) }, document.length)
          document = change.apply(document)
          texts.push(document.toString())
          return { atMs: index + 1, change: change.toJSON() }
        })
        const track = new ReplayTrack([{ n: 1, language: 'java', ops }])
        for (const look of looks) expect(track.at(look).text).toBe(texts[Math.min(look, inserts.length)])
      }),
      fuzzing(30, 1_000),
    )
  })

  it('never goes backwards in time', () => {
    const track = new ReplayTrack([
      { n: 1, language: 'java', ops: [{ atMs: 1_000, change: { text: 'a' } }] },
      { n: 2, language: 'java', ops: [{ atMs: 600, change: [1, [0, 'b']] }] },
    ])
    expect(track.at(999).text).toBe('')
    expect(track.at(1_000).text).toBe('ab')
  })
})

it('density measures against the busiest stretch', () => {
  expect(density([0, 10, 11, 99, 100], 100, 10)).toEqual([0.5, 1, 0, 0, 0, 0, 0, 0, 0, 1])
})
