/**
 * Half-width of the rating window of somebody who has waited `waitedMs`: 100 at once, 25 more each second, everybody after a
 * minute. Two tickets match when their ratings are within the wider of their windows.
 */
export function ratingWindow(waitedMs: number): number {
  if (waitedMs >= 60_000) return Number.POSITIVE_INFINITY
  return 100 + Math.floor(waitedMs / 1_000) * 25
}
