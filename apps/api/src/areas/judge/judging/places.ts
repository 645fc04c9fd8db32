/** Whoever waits asks every other second, and for each the whole queue is ranked. */
const keptMs = 1_000

/**
 * How many unjudged submissions are served before one: ranked for all at once, and for many who ask at the same time once a second.
 * One that came since then is ranked at once.
 */
export function createPlaces(
  listAhead: () => Promise<ReadonlyMap<string, number>>,
  now = () => performance.now(),
): (id: string) => Promise<number> {
  let kept: { at: number; ahead: Promise<ReadonlyMap<string, number>> } | null = null
  const rank = (): Promise<ReadonlyMap<string, number>> => {
    const ranked = { at: now(), ahead: listAhead() }
    kept = ranked
    // Not kept where it failed: the next who asks tries it again.
    ranked.ahead.catch(() => {
      if (kept === ranked) kept = null
    })
    return ranked.ahead
  }
  return async (id) => {
    const known = kept !== null && now() - kept.at < keptMs ? (await kept.ahead).get(id) : undefined
    return known ?? (await rank()).get(id) ?? 0
  }
}
