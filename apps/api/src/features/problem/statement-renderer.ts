import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const file = fileURLToPath(new URL('statement-process.ts', import.meta.url))
const answerSchema = z.union([z.object({ html: z.string() }), z.object({ error: z.string() })])

/**
 * Renders statements in a process of its own. Markdown has texts that take minutes or deep recursion (`*a_` ten thousand times), and no
 * bound on its length tells them from others: so time and memory are bounded. Throws where they are not enough.
 */
export class StatementRenderer {
  #child: ChildProcess | null = null
  #withinMs: number

  /** Ten seconds are far more than any statement needs, on a slow machine too. */
  constructor({ withinMs = 10_000 } = {}) {
    this.#withinMs = withinMs
  }

  async render(markdown: string, pictures: ReadonlyMap<string, string>): Promise<string> {
    this.#child ??= fork(file, { execArgv: ['--import', 'tsx', '--max-old-space-size=512'], serialization: 'advanced' })
    const child = this.#child
    const ending = new AbortController()
    const end = () => ending.abort()
    const timer = setTimeout(end, this.#withinMs)
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
      throw new Error(
        `the statement takes more than ${this.#withinMs / 1_000} s or 512 MB to render: its markdown is too intricate`,
        {
          cause: error,
        },
      )
    } finally {
      clearTimeout(timer)
      child.off('exit', end)
    }
  }

  close(): void {
    this.#child?.kill('SIGKILL')
    this.#child = null
  }
}
