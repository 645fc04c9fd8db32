/** What a step says while it works; the last thing said stands beside the running time. */
export type Say = (line: string) => void

const aliveEveryMs = 15_000

/** Numbered steps with their durations: "[3/9] language image ... 74 s". On a terminal the running step's line is alive. */
export class Steps {
  #done = 0
  #total: number
  #isTerminal = process.stdout.isTTY === true

  constructor(total: number) {
    this.#total = total
  }

  async run<Result>(name: string, work: (say: Say) => Promise<Result>): Promise<Result> {
    this.#done += 1
    const title = `[${this.#done}/${this.#total}] ${name}`
    const startedAt = Date.now()
    const seconds = () => `${Math.round((Date.now() - startedAt) / 1000)} s`
    let last = ''
    const show = () => {
      if (this.#isTerminal)
        process.stdout.write(`\r\x1b[K${`${title} ... ${seconds()}  ${last}`.slice(0, (process.stdout.columns || 80) - 1)}`)
      else console.log(`${title} ... ${seconds()}  ${last}`)
    }
    if (this.#isTerminal) show()
    const alive = setInterval(show, this.#isTerminal ? 1_000 : aliveEveryMs)
    try {
      const result = await work((line) => {
        last = line.trim()
        if (this.#isTerminal) show()
      })
      this.#end(`${title} ... ${seconds()}`)
      return result
    } catch (error) {
      this.#end(`${title} ... failed after ${seconds()}`)
      throw error
    } finally {
      clearInterval(alive)
    }
  }

  #end(line: string): void {
    process.stdout.write(this.#isTerminal ? `\r\x1b[K${line}\n` : `${line}\n`)
  }
}
