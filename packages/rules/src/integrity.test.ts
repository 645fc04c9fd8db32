import type { EditBatch } from '@eduscale/contracts/typing'
import { expect, test } from 'vitest'
import { listSignals } from './integrity'

type Op = EditBatch['ops'][number]

const batches = (...ops: Op[]) => [{ ops }]
const typed: Op = { atMs: 100, change: [3, [0, 'x']], by: 'input.type' }

test.each<[string, Op[], string[]]>([
  ['typing', [typed, { ...typed, atMs: 150 }], []],
  ['a template', [{ atMs: 5, change: { text: 'x'.repeat(500) } }], []],
  ['a paste', [{ atMs: 7, change: [2, [0, 'ab', 'cd']], by: 'input.paste' }], ['paste 5 at 7']],
  ['much at once', [{ atMs: 7, change: [[0, 'x'.repeat(60)]], by: 'input.type' }], ['burst 60 at 7']],
  ['much at once by undoing', [{ atMs: 7, change: [[0, 'x'.repeat(60)]], by: 'undo' }], []],
  [
    'an absence',
    [
      { atMs: 1_000, change: null, by: 'blur' },
      { atMs: 9_000, change: null, by: 'focus' },
    ],
    ['away 8000 at 1000'],
  ],
  [
    'a glance',
    [
      { atMs: 1_000, change: null, by: 'blur' },
      { atMs: 1_500, change: null, by: 'focus' },
    ],
    [],
  ],
  ['an absence that never ended', [{ atMs: 1_000, change: null, by: 'blur' }], []],
])('%s', (_name, ops, expected) => {
  expect(listSignals(batches(...ops)).map(({ kind, size, atMs }) => `${kind} ${size} at ${atMs}`)).toEqual(expected)
})

test('what reached us after the end is told once, with all that it wrote', () => {
  const late = { ops: [typed, { atMs: 130, change: { text: 'four' } }], isLate: true }
  expect(listSignals([{ ops: [typed] }, late, { ops: [{ atMs: 140, change: null, by: 'blur' }], isLate: true }])).toEqual([
    { atMs: 100, kind: 'late', size: 5 },
  ])
})
