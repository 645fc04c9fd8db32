/** Some items of a loop failed, and all of them were tried. `causes` has what each threw. */
export class ItemsFailedError extends Error {
  override name = 'ItemsFailedError'
  readonly causes: readonly unknown[]

  constructor(failed: readonly { id: string; error: unknown }[]) {
    const shown = failed
      .slice(0, maxNamed)
      .map(({ id, error }) => `${id} (${error instanceof Error ? error.message : String(error)})`)
    const rest = failed.length > maxNamed ? `, and ${failed.length - maxNamed} more` : ''
    super(`failed: ${shown.join(', ')}${rest}`)
    this.causes = failed.map(({ error }) => error)
  }
}

const maxNamed = 10

/**
 * Does the work for one item after the other. One that fails stops none of the others: all are tried, and what failed is told in one
 * ItemsFailedError at the end.
 */
export async function tryEach<Item>(
  items: Iterable<Item>,
  idOf: (item: Item) => string,
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const failed: { id: string; error: unknown }[] = []
  for (const item of items) {
    try {
      await work(item)
    } catch (error) {
      failed.push({ id: idOf(item), error })
    }
  }
  if (failed.length > 0) throw new ItemsFailedError(failed)
}
