import { describe, expect, test } from 'vitest'
import { PeerWatch } from './peer-watch'

function watchAt() {
  let at = 0
  const watch = new PeerWatch({ me: 'me', now: () => at, silentMs: 700, forgetMs: 10_000, settleMs: 2_000 })
  const numbers = new Map<string, number>()
  return {
    watch,
    /** Time passes in beats in which `peers` are heard; says how it looks at the end. */
    beats: (count: number, ...peers: string[]) => {
      let isSound = false
      for (let beat = 0; beat < count; beat += 1) {
        at += 250
        for (const peer of peers) {
          numbers.set(peer, (numbers.get(peer) ?? 0) + 1)
          watch.heard(peer, numbers.get(peer) ?? 0)
        }
        isSound = watch.isSound()
      }
      return isSound
    },
  }
}

describe('who is heard', () => {
  test('a node that was just started reads the log until it has heard itself for a while', () => {
    const { beats } = watchAt()
    expect(beats(4, 'me')).toBe(false)
    expect(beats(10, 'me')).toBe(true)
  })

  test('deaf for as long as it takes, and sound again only after a while of hearing', () => {
    const { beats } = watchAt()
    beats(20, 'me', 'other')
    expect(beats(3)).toBe(false)
    expect(beats(400)).toBe(false)
    expect(beats(2, 'me', 'other')).toBe(false)
    expect(beats(12, 'me', 'other')).toBe(true)
  })

  test("another node's silence counts, and is forgotten when it lasts", () => {
    const { beats } = watchAt()
    beats(20, 'me', 'other')
    expect(beats(4, 'me')).toBe(false)
    expect(beats(60, 'me')).toBe(true)
  })

  test('one that has said that it leaves is not missed', () => {
    const { watch, beats } = watchAt()
    beats(20, 'me', 'other')
    watch.left('other')
    expect(beats(4, 'me')).toBe(true)
  })

  test('a gap in the numbers is something missed, and so is whatever came before the first', () => {
    const { watch } = watchAt()
    expect([7, 8, 10, 11, 1].map((number) => watch.heard('other', number))).toEqual(['missed', 'ok', 'missed', 'ok', 'missed'])
  })
})
