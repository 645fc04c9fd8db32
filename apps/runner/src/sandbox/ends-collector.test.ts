import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fuzzing } from '../../../../scripts/tests/share'
import { EndsCollector } from './ends-collector'

const maxBytes = 400
const collect = (pieces: readonly Buffer[]): string => {
  const collector = new EndsCollector(maxBytes)
  for (const piece of pieces) collector.push(piece)
  return collector.take().toString('latin1')
}

test('what fits is whole, and of what is longer both ends are there, whatever the pieces', () => {
  const piece = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 50, max: 900 }))
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (lengths) => {
      let at = 0
      const pieces = lengths.map((length) => Buffer.from(Array.from({ length }, () => 97 + (at++ % 26))))
      const whole = Buffer.concat(pieces).toString('latin1')
      const kept = collect(pieces)
      if (whole.length <= maxBytes) {
        expect(kept).toBe(whole)
        return
      }
      expect(kept.length).toBe(maxBytes)
      const [head = '', tail = ''] = kept.split('\n[...]\n')
      expect([whole.startsWith(head), whole.endsWith(tail)]).toEqual([true, true])
      expect([head.length, tail.length]).toEqual([300, 93])
    }),
    fuzzing(200, 20_000),
  )
})

test('the end begins with a line of its own', () => {
  const lines = Array.from({ length: 200 }, (_, number) => `line ${number}\n`)
  expect(collect(lines.map((line) => Buffer.from(line)))).toMatch(/\n\[\.\.\.\]\nline 19\d\n(?:line \d+\n)*line 199\n$/)
})

test('what ends an endless line is not left out', () => {
  const said = collect([Buffer.from(`${'x'.repeat(2_000)}out of memory\n  what(): bad_alloc\n`)])
  expect(said).toMatch(/\[\.\.\.\]\nx+out of memory\n {2}what\(\): bad_alloc\n$/)
})
