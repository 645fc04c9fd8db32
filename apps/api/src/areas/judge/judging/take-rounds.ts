/** A place in the order of an instant, then of an id. */
export interface Place {
  at: Date
  id: string
}

const beginning: Place = { at: new Date(0), id: '00000000-0000-0000-0000-000000000000' }

/**
 * Looks through rows in portions: each time at those that come after the last ones, and from the beginning after the last of all. However
 * many stay where they are, none behind them is left out.
 */
export function takeRounds<Row extends Place>(
  list: (after: Place, most: number) => Promise<Row[]>,
  most = 200,
): () => Promise<Row[]> {
  let after = beginning
  return async () => {
    const rows = await list(after, most)
    const last = rows.at(-1)
    after = last && rows.length === most ? { at: last.at, id: last.id } : beginning
    return rows
  }
}
