import type { Histogram } from 'prom-client'

interface Bucket {
  /** Upper bound; Infinity for the last. */
  le: number
  /** Observations up to it. */
  count: number
}

/**
 * The upper bound of the bucket that a quantile falls into, so never less than the quantile; null without observations, and the
 * greatest finite bound when it is beyond all of them.
 */
export function bucketQuantile(buckets: readonly Bucket[], quantile: number): number | null {
  const sorted = buckets.toSorted((a, b) => a.le - b.le)
  const total = sorted.at(-1)?.count ?? 0
  if (total === 0) return null
  const bound = sorted.find((bucket) => bucket.count >= total * quantile)?.le ?? Number.POSITIVE_INFINITY
  return Number.isFinite(bound) ? bound : (sorted.findLast(({ le }) => Number.isFinite(le))?.le ?? null)
}

/** A quantile of those series of a histogram that have this label. */
export async function readQuantile<Label extends string>(
  histogram: Histogram<Label>,
  series: { label: Label; is: string },
  quantile: number,
): Promise<number | null> {
  const counts = new Map<number, number>()
  for (const { labels, metricName, value } of (await histogram.get()).values) {
    // Its own label, which prom-client's types don't know.
    const bound: unknown = 'le' in labels ? labels.le : undefined
    if (!metricName?.endsWith('_bucket') || labels[series.label] !== series.is || bound === undefined) continue
    const le = bound === '+Inf' ? Number.POSITIVE_INFINITY : Number(bound)
    counts.set(le, (counts.get(le) ?? 0) + value)
  }
  return bucketQuantile(
    [...counts].map(([le, count]) => ({ le, count })),
    quantile,
  )
}
