import type { Logger } from './logger'
import { ItemsFailedError } from './try-each'

interface Options {
  loop: string
  maxTries: number
  firstWaitMs: number
  longestWaitMs: number
  /** Milliseconds on a clock that never goes back. */
  now: () => number
  log: Pick<Logger, 'error'>
  /** Whether what all items stand on is well. Where it isn't, a failure says nothing of the item, and doesn't count. */
  isWell: () => Promise<boolean>
}

interface Failing {
  tries: number
  /** In milliseconds on the clock of the options; infinite for one that is set aside. */
  nextAt: number
}

/** One that wasn't met again this long after its time is no longer there: done by another node, or deleted. */
const forgetMs = 600_000

/**
 * The items of a loop that fail, in this process's memory. One that fails is tried again after a wait that doubles, and after `maxTries` in
 * a row it is set aside: not tried any more by this process, and told in the log and in `counts`. What is due stays due in the database.
 */
export class BoundedTries {
  #failing = new Map<string, Failing>()
  #options: Options

  constructor(options: Options) {
    this.#options = options
  }

  /** Those that are not to be tried now. */
  resting(): string[] {
    const now = this.#options.now()
    return [...this.#failing].filter(([, { nextAt }]) => nextAt > now).map(([id]) => id)
  }

  counts(): { waiting: number; setAside: number } {
    this.#forgetTheGone()
    const setAside = [...this.#failing.values()].filter(({ nextAt }) => nextAt === Infinity).length
    return { waiting: this.#failing.size - setAside, setAside }
  }

  /**
   * Does the work for each item that isn't resting; one that fails stops none of the others. Rejects, with an ItemsFailedError, only where
   * the items aren't to blame.
   */
  async each<Item>(
    items: Iterable<Item>,
    idOf: (item: Item) => string,
    work: (item: Item) => Promise<unknown>,
    how: 'in turn' | 'at once' = 'in turn',
  ): Promise<void> {
    this.#forgetTheGone()
    const resting = new Set(this.resting())
    const failed: { id: string; error: unknown }[] = []
    const tryOne = async (item: Item): Promise<void> => {
      const id = idOf(item)
      try {
        await work(item)
        this.#failing.delete(id)
      } catch (error) {
        failed.push({ id, error })
      }
    }
    const tried = [...items].filter((item) => !resting.has(idOf(item)))
    if (how === 'at once') await Promise.all(tried.map(tryOne))
    else for (const item of tried) await tryOne(item)
    if (failed.length === 0) return
    if (!(await this.#options.isWell())) throw new ItemsFailedError(failed)
    for (const { id, error } of failed) this.#note(id, error)
  }

  #note(item: string, err: unknown): void {
    const { loop, maxTries, firstWaitMs, longestWaitMs, now, log } = this.#options
    const tries = (this.#failing.get(item)?.tries ?? 0) + 1
    const isLast = tries >= maxTries
    const waitMs = isLast ? Infinity : Math.min(firstWaitMs * 2 ** (tries - 1), longestWaitMs)
    this.#failing.set(item, { tries, nextAt: now() + waitMs })
    if (isLast)
      log.error({ err, loop, item, tries }, 'an item is set aside: it failed again and again (docs/runbooks/set-aside.md)')
    else if (tries === 1) log.error({ err, loop, item }, 'an item failed; it is tried again, with longer and longer waits')
  }

  #forgetTheGone(): void {
    const now = this.#options.now()
    for (const [id, { nextAt }] of this.#failing) if (nextAt + forgetMs < now) this.#failing.delete(id)
  }
}
