import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const problems = fileURLToPath(new URL('../../../problems', import.meta.url))

type SubmissionKind = 'accepted' | 'partially_accepted' | 'wrong_answer'

/** A Python submission of a problem's package. */
export async function readSubmission(slug: string, kind: SubmissionKind, ending = '.py'): Promise<string> {
  const folder = join(problems, slug, 'submissions', kind)
  const name = (await readdir(folder)).toSorted().find((file) => file.endsWith(ending))
  if (name === undefined) throw new Error(`${slug} has no ${kind} submission that ends in ${ending}`)
  return readFile(join(folder, name), 'utf8')
}
