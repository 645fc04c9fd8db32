import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { TestCase } from '../judge-submission'

/** Every *.in with its *.ans below the directory, at any depth, in the order of their names. Throws a sentence for a person. */
export async function readTests(dir: string): Promise<TestCase[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => {
    throw new Error(`can't read the tests directory ${dir}`)
  })
  const inputs = entries
    .filter((entry) => entry.name.endsWith('.in') && !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
  if (inputs.length === 0) throw new Error(`no *.in files under ${dir}`)
  const tests = inputs.map(async (path): Promise<TestCase> => {
    const name = relative(dir, path).replace(/\.in$/, '')
    const answer = await readFile(path.replace(/\.in$/, '.ans')).catch(() => {
      throw new Error(`${name}.in has no readable ${name}.ans beside it`)
    })
    const input = await readFile(path).catch(() => {
      throw new Error(`can't read ${name}.in`)
    })
    return { name, isSample: /(^|\/)sample(\/|$)/.test(name), input, answer }
  })
  return (await Promise.all(tests)).sort((a, b) => (a.name < b.name ? -1 : 1))
}

export async function readText(path: string, what: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw new Error(`can't read the ${what} ${path}`)
  })
}
