import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const file = fileURLToPath(new URL('statement-process.ts', import.meta.url))
const lookMs = 250
const answerSchema = z.union([z.object({ html: z.string() }), z.object({ error: z.string() })])

/**
 * Renders statements in a process of its own. Markdown has texts that take minutes or deep recursion (`*a_` ten thousand times), and no
 * bound on its length tells them from others: so cpu time and memory are bounded. Throws where they are not enough.
 */
export class StatementRenderer {
  #child: ChildProcess | null = null
  #cpuSeconds: number

  /** Ten seconds are far more than any statement needs. Of cpu time, since the machine may be busy with other work. */
  constructor({ cpuSeconds = 10 } = {}) {
    this.#cpuSeconds = cpuSeconds
  }

  async render(markdown: string, pictures: ReadonlyMap<string, string>): Promise<string> {
    this.#child ??= fork(file, { execArgv: ['--import', 'tsx', '--max-old-space-size=512'], serialization: 'advanced' })
    const child = this.#child
    const ending = new AbortController()
    const end = () => ending.abort()
    const before = readCpuSeconds(child)
    const look = setInterval(() => readCpuSeconds(child) - before > this.#cpuSeconds && end(), lookMs)
    child.once('exit', end).send({ markdown, pictures })
    try {
      const [given] = (await once(child, 'message', { signal: ending.signal })) as [unknown]
      const answer = answerSchema.parse(given)
      if ('html' in answer) return answer.html
      throw new Error(`the statement can't be rendered: ${answer.error}`)
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'AbortError') throw error
      // It is busy with this one, or gone.
      this.close()
      throw new Error(`the statement takes more than ${this.#cpuSeconds} s or 512 MB to render: its markdown is too intricate`, {
        cause: error,
      })
    } finally {
      clearInterval(look)
      child.off('exit', end)
    }
  }

  close(): void {
    this.#child?.kill('SIGKILL')
    this.#child = null
  }
}

/** In user mode and in the kernel, as Linux counts it: in hundredths of a second. */
function readCpuSeconds({ pid }: ChildProcess): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [user, kernel] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
    return (Number(user) + Number(kernel)) / 100
  } catch {
    // It has ended, which is told otherwise.
    return 0
  }
}
