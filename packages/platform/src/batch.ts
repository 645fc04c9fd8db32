/**
 * Does what is asked for while something is under way together, in one go, once that is done: a single call goes at once, a
 * storm of them becomes few. Answers come in the order of what was given; if a go fails, all of it fails.
 */
export function createBatch<Given, Answer>(options: {
  maxSize: number
  run: (given: readonly Given[]) => Promise<readonly Answer[]>
}): (given: Given) => Promise<Answer> {
  interface Waiting {
    given: Given
    resolve: (answer: Answer) => void
    reject: (error: unknown) => void
  }
  const waiting: Waiting[] = []
  let isRunning = false

  const runAll = async () => {
    while (waiting.length > 0) {
      const taken = waiting.splice(0, options.maxSize)
      try {
        const answers = await options.run(taken.map(({ given }) => given))
        if (answers.length !== taken.length) throw new Error(`${answers.length} answers to ${taken.length} questions`)
        for (const [index, answer] of answers.entries()) taken[index]?.resolve(answer)
      } catch (error) {
        for (const { reject } of taken) reject(error)
      }
    }
    isRunning = false
  }

  return (given) =>
    new Promise((resolve, reject) => {
      waiting.push({ given, resolve, reject })
      if (isRunning) return
      isRunning = true
      // Those of the same moment come along.
      setImmediate(() => void runAll())
    })
}
