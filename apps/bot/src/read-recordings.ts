import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface Recordings {
  accepted: readonly string[]
  wrong: readonly string[]
}

/** The Python submissions of a problem's package: what the bot has to replay. */
export async function readRecordings(problemsDir: string, slug: string): Promise<Recordings> {
  const submissions = join(problemsDir, slug, 'submissions')
  return { accepted: await readPython(join(submissions, 'accepted')), wrong: await readPython(join(submissions, 'wrong_answer')) }
}

async function readPython(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return Promise.all(names.filter((name) => name.endsWith('.py')).map((name) => readFile(join(folder, name), 'utf8')))
}
