import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const problems = fileURLToPath(new URL('../../../problems', import.meta.url))

/** A Python submission of a problem's package. */
export async function readSubmission(slug: string, kind: 'accepted' | 'wrong_answer'): Promise<string> {
  const folder = join(problems, slug, 'submissions', kind)
  const name = (await readdir(folder)).find((file) => file.endsWith('.py'))
  if (name === undefined) throw new Error(`${slug} has no ${kind} submission in Python`)
  return readFile(join(folder, name), 'utf8')
}
