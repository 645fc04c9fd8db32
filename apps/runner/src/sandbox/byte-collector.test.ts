import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fuzzing } from '../../../../scripts/tests/share'
import { ByteCollector } from './byte-collector'

test('what comes out is what went in, whatever the pieces', () => {
  const piece = fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 4000, max: 20_000 }))
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (lengths) => {
      const collector = new ByteCollector()
      const pieces = lengths.map((length, i) => Buffer.alloc(length, i))
      for (const bytes of pieces) collector.push(bytes)
      expect(collector.take().equals(Buffer.concat(pieces))).toBe(true)
      expect(collector.take()).toHaveLength(0)
    }),
    fuzzing(50, 5_000),
  )
})
