import { ephSendSchema } from '@eduscale/contracts/room'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fuzzing } from '../../../../scripts/tests/share'
import { readEphemeral } from './read-ephemeral'

const id = '5f6d9c1e-8a42-4c1b-9d53-0f1e2d3c4b5a'
const odd = fc.oneof(
  fc.anything(),
  fc.constantFrom(
    id,
    id.toUpperCase(),
    id.slice(1),
    '00000000-0000-0000-0000-000000000000',
    'cursor',
    'typing',
    0,
    1,
    1.5,
    -1,
    2 ** 53,
    1_000_000,
    1_000_001,
  ),
)
const frames = fc.oneof(
  fc.anything(),
  fc.record({ b: odd, t: odd, d: odd }, { requiredKeys: [] }),
  fc.record({
    b: fc.oneof(fc.constant(id), fc.uuid(), odd),
    t: fc.constantFrom('cursor', 'typing', 'presence', 'progress'),
    d: fc.oneof(
      odd,
      fc.record({ line: fc.oneof(fc.integer(), odd), lines: fc.oneof(fc.nat(), odd), more: odd }, { requiredKeys: [] }),
      fc.record({ tab: fc.oneof(fc.string(), fc.string({ minLength: 39, maxLength: 42 }), odd) }, { requiredKeys: [] }),
    ),
  }),
)

test('reads what the contract reads, and nothing else', () => {
  fc.assert(
    fc.property(frames, (given) => {
      const parsed = ephSendSchema.safeParse(given)
      expect(readEphemeral(given)).toEqual(parsed.success ? parsed.data : null)
    }),
    fuzzing(5_000, 500_000),
  )
})
