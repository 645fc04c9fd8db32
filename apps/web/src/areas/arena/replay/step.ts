/** The nearest of the moments after the position (1) or before it (-1), in whatever order they come; null where there is none. */
export function stepTo(moments: readonly number[], positionMs: number, direction: 1 | -1): number | null {
  const ahead = moments.filter((moment) => (moment - positionMs) * direction > 0)
  // By reduce: a long battle has more keystrokes than a call takes arguments.
  return ahead.reduce<number | null>(
    (nearest, moment) => (nearest === null || (nearest - moment) * direction > 0 ? moment : nearest),
    null,
  )
}
