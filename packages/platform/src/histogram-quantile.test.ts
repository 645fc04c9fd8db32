import { Histogram, Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { bucketQuantile, readQuantile } from './histogram-quantile'

test.each<[string, [number, number][], number, number | null]>([
  ['nothing observed', [], 0.99, null],
  [
    'nothing in any bucket',
    [
      [1, 0],
      [Infinity, 0],
    ],
    0.99,
    null,
  ],
  [
    'all in the first',
    [
      [1, 10],
      [2, 10],
      [Infinity, 10],
    ],
    0.99,
    1,
  ],
  [
    'one in a hundred is slow',
    [
      [1, 99],
      [2, 100],
      [Infinity, 100],
    ],
    0.99,
    1,
  ],
  [
    'two in a hundred are',
    [
      [1, 98],
      [2, 100],
      [Infinity, 100],
    ],
    0.99,
    2,
  ],
  [
    'beyond all bounds',
    [
      [1, 0],
      [2, 0],
      [Infinity, 3],
    ],
    0.99,
    2,
  ],
])('%s', (_name, buckets, quantile, expected) => {
  expect(
    bucketQuantile(
      buckets.map(([le, count]) => ({ le, count })),
      quantile,
    ),
  ).toBe(expected)
})

test('of the series with the label, whatever their other labels', async () => {
  const histogram = new Histogram({
    name: 'test_seconds',
    help: 'x',
    labelNames: ['handler', 'outcome'] as const,
    buckets: [0.1, 0.5, 1],
    registers: [new Registry()],
  })
  for (const outcome of ['ok', 'failed']) histogram.observe({ handler: 'start', outcome }, 0.3)
  histogram.observe({ handler: 'other', outcome: 'ok' }, 5)
  expect(await readQuantile(histogram, { label: 'handler', is: 'start' }, 0.99)).toBe(0.5)
})
