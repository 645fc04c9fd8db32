/** So many pieces of work at a time, in the order in which they were asked for. */
export interface Semaphore {
  run: <Result>(work: () => Promise<Result>) => Promise<Result>
}

export function createSemaphore(count: number): Semaphore {
  const waiting: (() => void)[] = []
  let free = count
  return {
    run: async (work) => {
      if (free > 0) free -= 1
      else await new Promise<void>((begin) => waiting.push(begin))
      try {
        return await work()
      } finally {
        // Whoever comes next takes this one's place: nobody can slip in between.
        const next = waiting.shift()
        if (next) next()
        else free += 1
      }
    },
  }
}
